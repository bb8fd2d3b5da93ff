package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.drift.config.ConfigReader;
import dev.drift.config.HelmConfig;
import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.source.RenderRequest;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Renders the charts that `drift.yaml` names as `helm install` does. Of the others it leaves out
/// those that are no more than parts of charts.
public final class HelmRenderer implements PartRenderer {
  private final RenderTools tools;

  public HelmRenderer(RenderTools tools) {
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public Parts render(Reading reading) throws IOException {
    Collected all = new Collected(reading);
    for (HelmConfig one : reading.request().helm()) {
      release(one, reading, all);
    }
    for (Unrendered one : reading.unrendered()) {
      if (one.kind() == Unrendered.Kind.HELM_CHART) {
        library(one, all);
      }
    }
    return all.parts();
  }

  /// What came of all charts so far.
  private static final class Collected {
    private final String prefix;
    private final Charts charts;
    private final RenderTime time = new RenderTime();
    private final List<Manifest> manifests = new ArrayList<>();
    private final List<Unrendered> unrendered = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> covered = new TreeSet<>();
    private final Set<String> programs = new TreeSet<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final List<Manifest> elsewhere = new ArrayList<>();

    Collected(Reading reading) {
      this.prefix = reading.request().prefix();
      this.charts = new Charts(reading.tree(), reading.documents(), reading.request().fetcher());
    }

    void failed(HelmConfig release, String file, int line, String why) {
      unrendered.add(
          new Unrendered(
              new Place(prefix + file, line, 1, 0, 0, false),
              Unrendered.Kind.HELM_CHART,
              "The Helm release %s was not rendered: %s. What it declares is unknown."
                  .formatted(release.release(), why),
              Optional.empty()));
    }

    Parts parts() {
      return new Parts(
          manifests,
          elsewhere,
          unrendered,
          problems,
          skipped,
          List.of(),
          covered,
          List.copyOf(programs));
    }
  }

  private void release(HelmConfig release, Reading reading, Collected all) throws IOException {
    String folder = TreePath.normal(release.chart()).orElse(release.chart());
    all.covered.add(folder);
    switch (all.charts.read(folder)) {
      case HelmChart.Result.Refused(String file, int line, String why) ->
          all.failed(release, file, line, why);
      case HelmChart.Result.Read(HelmChart chart) -> release(release, chart, reading, all);
    }
  }

  private void release(HelmConfig release, HelmChart chart, Reading reading, Collected all)
      throws IOException {
    RenderRequest request = reading.request();
    if (!request.options().concerns(all.prefix + chart.file())) {
      return;
    }
    List<SourceFile> values = new ArrayList<>();
    for (String path : release.valueFiles()) {
      switch (reading.tree().read(path)) {
        case SourceTree.FileRead.Read(SourceFile file) -> values.add(file);
        case SourceTree.FileRead.Missing _ -> {
          all.failed(
              release,
              chart.file(),
              1,
              "its values file %s is not in this repository; correct valueFiles in drift.yaml"
                  .formatted(path));
          return;
        }
        case SourceTree.FileRead.Refused(var problem) -> {
          all.failed(release, path, 1, problem.message().replaceFirst("\\.$", ""));
          return;
        }
      }
    }
    List<String> inputs = new ArrayList<>(release.valueFiles());
    if (!release.values().fields().isEmpty()) {
      values.add(new SourceFile("values", JsonWriter.text(release.values()).getBytes(UTF_8)));
      if (reading.tree().isFile(ConfigReader.FILE_NAME)) {
        inputs.add(ConfigReader.FILE_NAME);
      }
    }
    switch (tools.find(RenderProgram.HELM)) {
      case RenderTools.Found.Missing(String why) -> all.failed(release, chart.file(), 1, why);
      case RenderTools.Found.Installed(var helm) -> {
        all.programs.add(helm.toString());
        HelmRequest wanted =
            HelmRequest.of(
                    release.release(),
                    release.namespace(),
                    // Without a cluster, nobody has installed it.
                    request.cluster().version().isPresent()
                        ? HelmRequest.Action.EITHER
                        : HelmRequest.Action.INSTALL,
                    values,
                    request.cluster())
                .with(request.options());
        HelmBuild build =
            new HelmBuild(
                helm,
                chart,
                wanted,
                inputs,
                reading.documents(),
                all.time,
                reading.request().builds(),
                all.prefix,
                Optional.empty());
        switch (build.run()) {
          case HelmBuild.Result.Failed(String why) -> all.failed(release, chart.file(), 1, why);
          case HelmBuild.Result.Built built -> {
            HelmInstallation.Installed installed =
                new HelmInstallation(
                        release.release(), release.namespace(), CrdPolicy.CREATE_ONCE, true)
                    .of(built.objects());
            boolean compared = isCompared(request, chart.folder(), release.valueFiles());
            (compared ? all.manifests : all.elsewhere).addAll(installed.manifests());
            all.elsewhere.addAll(installed.elsewhere());
            if (compared) {
              all.skipped.addAll(installed.skipped());
              all.unrendered.addAll(built.unrendered());
              built
                  .lookedUp()
                  .forEach(it -> all.unrendered.add(HelmBuild.lookedUp(it, release.release())));
              all.problems.addAll(built.problems());
            }
          }
        }
      }
    }
  }

  /// Whether somebody asked for the chart or its values.
  private static boolean isCompared(RenderRequest request, String chart, List<String> valueFiles) {
    List<String> wanted = request.paths().isEmpty() ? request.compared() : request.paths();
    List<String> files = new ArrayList<>(valueFiles);
    files.add(chart);
    return wanted.isEmpty()
        || files.stream()
            .flatMap(it -> TreePath.normal(it).stream())
            .anyMatch(
                file ->
                    wanted.stream()
                        .flatMap(it -> TreePath.normal(it).stream())
                        .anyMatch(
                            it -> TreePath.isWithin(file, it) || TreePath.isWithin(it, file)));
  }

  /// A chart that declares nothing by itself needs no release.
  private static void library(Unrendered one, Collected all) throws IOException {
    String path = one.place().file().substring(all.prefix.length());
    String folder = TreePath.parent(path);
    if (!all.covered.contains(folder)
        && all.charts.read(folder) instanceof HelmChart.Result.Read(HelmChart chart)
        && chart.isLibrary()) {
      all.covered.add(folder);
      all.skipped.add(
          new Skipped(one.place(), "A library chart, which declares nothing by itself."));
    }
  }
}
