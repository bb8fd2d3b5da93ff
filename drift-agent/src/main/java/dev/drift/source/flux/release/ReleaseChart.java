package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.source.SourceRepository;
import dev.drift.source.flux.cluster.LiveFlux;
import dev.drift.source.helm.HelmChart;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.Reading;
import dev.drift.tree.SourceTree;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import dev.drift.yaml.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the chart of a HelmRelease in the repository, at the commit that Flux has applied, with
/// its version and with the values that its source gives it.
final class ReleaseChart {
  private static final String GIT = "GitRepository";
  private static final String OWN = "flux-system";

  private final Reading reading;
  private final AppliedCharts applied;
  private final List<Manifest> manifests;
  private final FetchedChart fetched;

  /// @param manifests all that are known
  /// @param installed what helm-controller has installed last, by its status
  ReleaseChart(
      Reading reading,
      AppliedCharts applied,
      List<Manifest> manifests,
      Optional<ChartAddress.Applied> installed) {
    this.reading = reading;
    this.applied = applied;
    this.manifests = manifests;
    this.fetched =
        new FetchedChart(reading, applied.charts("", reading.tree()), manifests, installed);
  }

  /// What came of looking for it.
  sealed interface Result {
    /// @param valuesFiles paths in the tree
    /// @param applied empty if it is not known what Flux has applied
    record Found(HelmChart chart, List<String> valuesFiles, Optional<Applied> applied)
        implements Result {
      private Found with(HelmChart other, Optional<Applied> commit) {
        return new Found(other, valuesFiles, commit);
      }
    }

    /// @param folder of the chart in the tree; empty if it is not there
    /// @param why a clause
    record Unknown(Optional<String> folder, String why) implements Result {}

    /// It is not in this repository.
    ///
    /// @param why a clause
    record Elsewhere(String why) implements Result {}
  }

  /// @param commit that Flux has applied the chart of
  /// @param isOlder whether the chart is another one at the commit that is read
  record Applied(String commit, boolean isOlder) {}

  /// A chart of this repository.
  ///
  /// @param helmChart that packages it
  /// @param spec of the HelmChart
  /// @param repository the name of the GitRepository
  /// @param isRead whether the GitRepository is at the revision that is read
  private record Packaged(ResourceId helmChart, Value.Obj spec, String repository, boolean isRead) {
    String path() {
      return spec.text("chart").orElse("");
    }

    /// In the tree; empty if it leads out of it.
    Optional<String> folder() {
      return TreePath.normal(path().startsWith("/") ? path().substring(1) : path());
    }

    Result.Unknown unknown(String why) {
      return new Result.Unknown(folder(), why);
    }
  }

  /// @param status of the HelmRelease in the cluster; empty if it has none
  /// @throws IOException if the tree itself cannot be read
  Result of(HelmReleaseSpec release, Optional<Value.Obj> status) throws IOException {
    Value.Obj spec = release.spec();
    if (spec.get("chartRef").isPresent()) {
      Value.Obj ref = spec.object("chartRef");
      String kind = ref.text("kind").orElse("");
      String namespace = ref.text("namespace").orElse(release.namespace());
      String name = ref.text("name").orElse("");
      if (kind.equals(Kinds.FLUX_OCI_REPOSITORY.kind())) {
        return elsewhere(release, kind, name).orElseGet(() -> fetched.ofRegistry(namespace, name));
      }
      if (!kind.equals(Kinds.FLUX_HELM_CHART.kind())) {
        return unfetched(kind, name);
      }
      Optional<Manifest> chart = find(Kinds.FLUX_HELM_CHART, namespace, name);
      if (chart.filter(it -> !it.secrets().isEmpty()).isPresent()) {
        // Its path would be in sentences.
        return new Result.Unknown(
            Optional.empty(), "its HelmChart holds values that are secret, so it is not rendered");
      }
      return chart.isPresent()
          ? of(
              new ResourceId(Kinds.FLUX_HELM_CHART, namespace, name),
              chart.get().content().object("spec"),
              namespace,
              release,
              status)
          : new Result.Unknown(
              Optional.empty(),
              "its HelmChart %s/%s is not in this repository".formatted(namespace, name));
    }
    Value.Obj template = spec.object("chart").object("spec");
    return of(
        new ResourceId(
            Kinds.FLUX_HELM_CHART,
            template.object("sourceRef").text("namespace").orElse(release.namespace()),
            release.namespace() + "-" + release.name()),
        template,
        release.namespace(),
        release,
        status);
  }

  /// @param spec of a HelmChart, or of the template of one
  private Result of(
      ResourceId helmChart,
      Value.Obj spec,
      String namespace,
      HelmReleaseSpec release,
      Optional<Value.Obj> status)
      throws IOException {
    Value.Obj source = spec.object("sourceRef");
    String kind = source.text("kind").orElse("");
    String name = source.text("name").orElse("");
    String sourceNamespace = source.text("namespace").orElse(namespace);
    if (kind.equals(Kinds.FLUX_HELM_REPOSITORY.kind())) {
      return elsewhere(release, kind, name)
          .orElseGet(
              () ->
                  fetched.ofRepository(
                      sourceNamespace,
                      name,
                      spec,
                      spec.list("valuesFiles").isEmpty()
                          ? Optional.empty()
                          : applied.generation(helmChart)));
    }
    if (!kind.equals(GIT)) {
      return unfetched(kind, name);
    }
    Optional<Manifest> repository = find(Kinds.FLUX_GIT_REPOSITORY, sourceNamespace, name);
    boolean known = deploysHere(sourceNamespace, name);
    if (!known && !isThisRepository(repository)) {
      return elsewhere(release, kind, name)
          .orElseGet(
              () ->
                  fetched.ofGit(
                      sourceNamespace,
                      name,
                      spec,
                      (commit, chart) -> ofTree(commit, chart, spec, helmChart)));
    }
    Packaged packaged = new Packaged(helmChart, spec, name, known || isThisRevision(repository));
    AppliedCharts.Applied commit = applied.of(status, helmChart);
    return switch (commit.tree()) {
      case AppliedTree.AsRead _ -> asRead(packaged);
      case AppliedTree.Unreadable(String why) -> packaged.unknown(why);
      case AppliedTree.At(String at, SourceTree tree) ->
          applied(packaged, at, tree, commit.version());
    };
  }

  private Result asRead(Packaged packaged) throws IOException {
    if (!packaged.isRead()) {
      return new Result.Unknown(
          Optional.empty(),
          "its chart comes from another revision of this repository, which the GitRepository %s names"
              .formatted(packaged.repository()));
    }
    boolean namesCommit = ChartVersion.namesCommit(packaged.spec());
    Optional<String> commit = reading.request().repository().commit();
    if (namesCommit && commit.isEmpty()) {
      return packaged.unknown(
          "its chart has the commit in its version (reconcileStrategy: Revision), and what is read is"
              + " not a commit");
    }
    Result result = in(reading.tree(), "", packaged);
    if (!(result instanceof Result.Found found)) {
      return result;
    }
    String version =
        ChartVersion.of(
            found.chart().version(),
            namesCommit ? commit : Optional.empty(),
            packaged.spec().list("valuesFiles").isEmpty()
                ? Optional.empty()
                : applied.generation(packaged.helmChart()));
    return found.with(versioned(found.chart(), version), Optional.empty());
  }

  /// @param version that was installed, or else packaged; empty if nothing was
  private Result applied(
      Packaged packaged, String commit, SourceTree tree, Optional<String> version)
      throws IOException {
    boolean isRead = reading.request().repository().commit().equals(Optional.of(commit));
    Result result = in(tree, isRead ? "" : commit, packaged);
    if (!(result instanceof Result.Found found)) {
      return result;
    }
    String own = found.chart().version();
    if (version.filter(it -> !ChartVersion.isOf(own, it)).isPresent()) {
      return packaged.unknown(
          "Flux has installed version %s of its chart, and the commit %s that it has fetched has version %s: the upgrade is under way, or has failed"
              .formatted(version.get(), AppliedTree.shortened(commit), own));
    }
    boolean isOlder =
        packaged.isRead()
            && !isRead
            && !(in(reading.tree(), "", packaged) instanceof Result.Found(var now, _, _)
                && now.isSame(found.chart()));
    return found.with(
        versioned(found.chart(), version.orElse(own)), Optional.of(new Applied(commit, isOlder)));
  }

  /// A chart of another repository.
  private Result ofTree(
      FetchedChart.Commit commit, HelmChart chart, Value.Obj spec, ResourceId helmChart)
      throws IOException {
    Result result = withValuesFiles(chart, spec, commit.tree());
    if (!(result instanceof Result.Found found)) {
      return result;
    }
    String version =
        ChartVersion.of(
            chart.version(),
            ChartVersion.namesCommit(spec) ? Optional.of(commit.id()) : Optional.empty(),
            spec.list("valuesFiles").isEmpty() ? Optional.empty() : applied.generation(helmChart));
    return found.with(versioned(found.chart(), version), Optional.empty());
  }

  /// A release of the cluster whose chart is elsewhere is not of this repository.
  private static Optional<Result> elsewhere(HelmReleaseSpec release, String kind, String name) {
    return LiveFlux.isLive(release.manifest())
        ? Optional.of(
            new Result.Elsewhere(
                "its chart comes from the %s %s and is not in this repository"
                    .formatted(kind, name)))
        : Optional.empty();
  }

  private static HelmChart versioned(HelmChart chart, String version) {
    return chart.version().equals(version) ? chart : chart.withVersion(version);
  }

  /// @param commit of the files; empty for those that are read
  private Result in(SourceTree files, String commit, Packaged packaged) throws IOException {
    Optional<String> folder = packaged.folder();
    if (folder.isEmpty() || !files.isFile(TreePath.join(folder.get(), "Chart.yaml"))) {
      return new Result.Unknown(
          Optional.empty(),
          "its chart %s of the GitRepository %s is not in this repository"
              .formatted(packaged.path(), packaged.repository()));
    }
    return switch (applied.charts(commit, files).read(folder.get())) {
      case HelmChart.Result.Refused(String file, int line, String why) ->
          new Result.Unknown(folder, "%s:%d: %s".formatted(file, line, why));
      case HelmChart.Result.Read(HelmChart chart) -> withValuesFiles(chart, packaged.spec(), files);
    };
  }

  /// Values files of the source take the place of the chart's own values.yaml.
  /// See <https://fluxcd.io/flux/components/source/helmcharts/#values-files>.
  private Result withValuesFiles(HelmChart chart, Value.Obj spec, SourceTree files)
      throws IOException {
    List<Value.Obj> values = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (Value each : spec.list("valuesFiles")) {
      if (!(each instanceof Value.Str(String path))) {
        continue;
      }
      switch (files.read(path.startsWith("/") ? path.substring(1) : path)) {
        case SourceTree.FileRead.Read(SourceFile file) -> {
          Documents documents = reading.documents().read(file);
          List<Value> read = documents.documents().stream().map(Document::value).toList();
          if (!documents.problems().isEmpty()
              || read.size() > 1
              || !(read.isEmpty() || read.getFirst() instanceof Value.Obj)) {
            return unknown(chart, "its values file %s is not one YAML mapping".formatted(path));
          }
          read.forEach(it -> values.add((Value.Obj) it));
          paths.add(file.path());
        }
        case SourceTree.FileRead.Missing _ -> {
          if (spec.get("ignoreMissingValuesFiles").filter(Value.of(true)::equals).isEmpty()) {
            return unknown(
                chart, "its values file %s is not in the repository of its chart".formatted(path));
          }
        }
        case SourceTree.FileRead.Refused(var problem) -> {
          return unknown(chart, problem.message().replaceFirst("\\.$", ""));
        }
      }
    }
    return new Result.Found(
        paths.isEmpty()
            ? chart
            : chart.withValues(JsonWriter.text(ChartValues.merged(values)).getBytes(UTF_8)),
        chart.isFetched() ? List.of() : paths,
        Optional.empty());
  }

  private static Result unknown(HelmChart chart, String why) {
    return new Result.Unknown(
        Optional.of(chart).filter(it -> !it.isFetched()).map(HelmChart::folder), why);
  }

  private static Result unfetched(String kind, String name) {
    return new Result.Elsewhere(
        "its chart comes from the %s %s and is not in this repository; Drift fetches no charts from there"
            .formatted(kind, name));
  }

  /// Whether a Kustomization that was rendered here has the GitRepository as its source, so that it
  /// is this repository at this revision, whatever its URL: a clone of a fork has another one.
  private boolean deploysHere(String namespace, String name) {
    Set<String> appliers =
        manifests.stream().flatMap(it -> LiveFlux.applier(it).stream()).collect(Collectors.toSet());
    return manifests.stream()
        .filter(it -> it.is(Kinds.FLUX_KUSTOMIZATION))
        .filter(it -> appliers.contains(it.namespace() + "/" + it.name()))
        .anyMatch(
            it -> {
              Value.Obj ref = spec(it).object("sourceRef");
              return ref.text("kind").equals(Optional.of(GIT))
                  && ref.text("name").equals(Optional.of(name))
                  && ref.text("namespace").orElse(it.namespace()).equals(namespace);
            });
  }

  /// If the URL of this repository is not known, it is that of `flux-system`, because Flux keeps
  /// the repository that it was installed from under this name. If no URL is known, the path
  /// decides.
  private boolean isThisRepository(Optional<Manifest> repository) {
    Optional<String> url = repository.flatMap(it -> spec(it).text("url"));
    SourceRepository here = reading.request().repository();
    if (reading.request().options().sourcesFromCluster()) {
      return url.filter(here::isAt).isPresent();
    }
    if (url.isPresent() && !here.isUnknown()) {
      return here.isAt(url.get());
    }
    Optional<String> own = own().flatMap(it -> spec(it).text("url"));
    return url.isEmpty() || own.isEmpty() || plain(url.get()).equals(plain(own.get()));
  }

  /// Whoever reads a branch before it is merged reads what `flux-system` will deploy.
  private boolean isThisRevision(Optional<Manifest> repository) {
    Value.Obj ref = repository.map(it -> spec(it).object("ref")).orElse(Value.Obj.EMPTY);
    String revision =
        Stream.of("commit", "name", "semver", "tag", "branch")
            .flatMap(it -> ref.text(it).stream())
            .findFirst()
            .orElse("");
    return own().filter(it -> spec(it).object("ref").equals(ref)).isPresent()
        || reading.request().repository().isRevision(revision);
  }

  private Optional<Manifest> own() {
    return manifests.stream()
        .filter(it -> it.is(Kinds.FLUX_GIT_REPOSITORY) && it.name().equals(OWN))
        .findFirst();
  }

  private static Value.Obj spec(Manifest manifest) {
    return manifest.content().object("spec");
  }

  /// The same for ssh and https.
  private static String plain(String url) {
    return url.replaceFirst("^[a-z+]+://", "")
        .replaceFirst("^[^@/]*@", "")
        .replaceFirst("(\\.git)?/*$", "")
        .toLowerCase(Locale.ROOT);
  }

  private Optional<Manifest> find(GroupKind kind, String namespace, String name) {
    return manifests.stream()
        .filter(it -> it.is(kind) && it.name().equals(name))
        .filter(it -> it.namespace().isEmpty() || it.namespace().equals(namespace))
        .findFirst();
  }
}
