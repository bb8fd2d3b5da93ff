package dev.drift.source.flux;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.policy.Ignore;
import dev.drift.source.RenderRequest;
import dev.drift.source.flux.cluster.LiveFlux;
import dev.drift.source.manifest.FileManifests;
import dev.drift.source.part.PartRenderer;
import dev.drift.source.part.Parts;
import dev.drift.source.part.Reading;
import dev.drift.source.tool.RenderTools;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Renders what the Kustomizations of Flux deploy from the repository that they are in.
public final class FluxRenderer implements PartRenderer {
  private final RenderTools tools;

  public FluxRenderer(RenderTools tools) {
    this.tools = requireNonNull(tools, "tools is null");
  }

  @Override
  public Parts render(Reading reading) throws IOException {
    if (reading.request().options().sourcesFromCluster()) {
      return fromCluster(reading);
    }
    // Kustomizations may hide it, or stand beside what a person has named.
    boolean hidden =
        !reading.request().paths().isEmpty()
            || reading.unrendered().stream()
                .anyMatch(it -> it.kind() == Unrendered.Kind.KUSTOMIZATION);
    if (!hidden && reading.manifests().stream().noneMatch(it -> it.is(Kinds.FLUX_KUSTOMIZATION))) {
      return Parts.NONE;
    }
    FluxObjects objects = FluxObjects.of(reading);
    FluxRoots roots = FluxRoots.of(reading, objects);
    if (roots.all().isEmpty() && roots.unrendered().isEmpty()) {
      return Parts.NONE;
    }
    ThisRepository repository =
        new ThisRepository(
            objects.sources(),
            roots.bootstrap().stream().map(FluxKustomization::source).toList(),
            reading.request().repository());
    FluxRun run = new FluxRun(reading, tools, repository);
    run.render(roots.all());
    return parts(reading, run, roots, roots.bootstrap().isEmpty(), List.of());
  }

  /// What the Kustomizations of the cluster deploy from the repository.
  private Parts fromCluster(Reading reading) throws IOException {
    return switch (LiveFlux.of(reading.request().cluster())) {
      case LiveFlux.Result.Unknown(String why) -> unknown(LiveFlux.notListed(why), List.of());
      case LiveFlux.Result.Found(LiveFlux live) -> {
        ThisRepository repository =
            new ThisRepository(live.sources(), reading.request().repository());
        FluxRun run = new FluxRun(reading, tools, repository);
        run.renderLive(FluxKustomization.of(live.kustomizations()));
        if (run.isAllElsewhere() && !deploysCharts(live, repository)) {
          yield unknown(
              LiveFlux.unknown(
                  "The cluster has no Flux Kustomization or HelmRelease whose source is this"
                      + " repository, so what Flux deploys from it is unknown. If it has another"
                      + " URL there, add that to urls in drift.yaml; else remove"
                      + " --sources-from-cluster."),
              run.results().stream().flatMap(it -> it.skipped().stream()).toList());
        }
        yield parts(
            reading,
            run,
            new FluxRoots(List.of(), List.of(), List.of(), Set.of()),
            run.isAllElsewhere(),
            LiveFlux.declaredElsewhere(live.all(), run.applied()));
      }
    };
  }

  /// Nothing of the repository is compared.
  private static Parts unknown(Unrendered why, List<Skipped> skipped) {
    return new Parts(
        List.of(), List.of(), List.of(why), List.of(), skipped, List.of(), Set.of(""), List.of());
  }

  /// Whether a HelmRelease of the cluster has a chart from the repository.
  private static boolean deploysCharts(LiveFlux live, ThisRepository repository) {
    return live.releases().stream()
        .flatMap(it -> live.chartSource(it).stream())
        .map(it -> repository.of(SourceRef.to(it)))
        .anyMatch(it -> !(it instanceof ThisRepository.Answer.No));
  }

  /// @param others whether others than these deploy from the repository, too
  /// @param declared what is declared elsewhere
  private static Parts parts(
      Reading reading, FluxRun run, FluxRoots roots, boolean others, List<Manifest> declared)
      throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    List<Manifest> apart = new ArrayList<>(declared);
    List<Unrendered> unrendered = new ArrayList<>(roots.unrendered());
    List<Problem> problems = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    List<Ignore> ignores = new ArrayList<>();
    for (ObjectRules.Result result : run.results()) {
      manifests.addAll(result.manifests());
      apart.addAll(result.apart());
      unrendered.addAll(result.unrendered());
      problems.addAll(result.problems());
      skipped.addAll(result.skipped());
      ignores.addAll(result.ignores());
    }
    problems.addAll(run.notes());
    Set<String> covered = new TreeSet<>(run.covered());
    covered.addAll(roots.taken());
    if (!others) {
      Map<String, Skipped> undeployed = undeployed(reading, roots, covered);
      skipped.addAll(undeployed.values());
      for (String one : undeployed.keySet()) {
        apart.addAll(declared(reading, one, covered));
      }
      covered.addAll(undeployed.keySet());
    }
    List<String> programs = new ArrayList<>();
    if (!manifests.isEmpty()) {
      programs.add(FluxBuild.RENDERER);
    }
    programs.addAll(run.programs());
    return new Parts(manifests, apart, unrendered, problems, skipped, ignores, covered, programs);
  }

  /// What no Kustomization leads to. What a person names is compared all the same.
  private static Map<String, Skipped> undeployed(
      Reading reading, FluxRoots roots, Set<String> covered) {
    RenderRequest request = reading.request();
    List<String> named =
        request.paths().stream()
            .flatMap(path -> TreePath.normal(path).stream())
            .filter(
                path ->
                    roots.bootstrap().stream()
                        .map(it -> FluxRoots.file(it.manifest(), request))
                        .noneMatch(file -> TreePath.isWithin(file, path)))
            .toList();
    Map<String, Skipped> others = new LinkedHashMap<>();
    for (Manifest manifest : reading.manifests()) {
      String file = FluxRoots.file(manifest, request);
      if (isFree(file, covered) && isFree(file, named)) {
        others.putIfAbsent(
            file, new Skipped(manifest.origin().places().start(), reason("The manifest")));
      }
    }
    for (Unrendered one : reading.unrendered()) {
      String file = one.place().file().substring(request.prefix().length());
      switch (one.kind()) {
        case KUSTOMIZATION, TEMPLATE, ENCRYPTED, INVALID -> {
          String taken = one.kind() == Unrendered.Kind.KUSTOMIZATION ? TreePath.parent(file) : file;
          if (isFree(file, covered) && isFree(taken, named)) {
            others.putIfAbsent(
                taken, new Skipped(one.place(), reason("The " + one.kind().label())));
          }
        }
        // A release may use the chart.
        case HELM_CHART, FLUX_KUSTOMIZATION, HELM_RELEASE, ARGO_APPLICATION -> {}
      }
    }
    return others;
  }

  /// What the files of a folder say, or those of a file. What a kustomization would make of them is
  /// not known, but nobody may say of them that Git does not declare them.
  private static List<Manifest> declared(Reading reading, String taken, Set<String> covered)
      throws IOException {
    List<Manifest> declared =
        new ArrayList<>(
            reading.manifests().stream()
                .filter(it -> FluxRoots.file(it, reading.request()).equals(taken))
                .toList());
    for (String path : reading.tree().list(taken)) {
      if (DocumentReader.reads(path)
          && !KustomizationName.isOf(path)
          && isFree(path, covered)
          && reading.tree().read(path) instanceof SourceTree.FileRead.Read(SourceFile file)) {
        declared.addAll(
            FileManifests.of(
                    new SourceFile(reading.request().prefix() + path, file.content(), file.id()),
                    reading.documents())
                .manifests());
      }
    }
    return declared;
  }

  private static boolean isFree(String path, Iterable<String> taken) {
    for (String each : taken) {
      if (TreePath.isWithin(path, each)) {
        return false;
      }
    }
    return true;
  }

  private static String reason(String what) {
    return "%s is not deployed by any Flux Kustomization; pass its folder with --path to compare it."
        .formatted(what);
  }
}
