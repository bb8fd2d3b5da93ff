package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.source.SourceRepository;
import dev.drift.source.fetch.SemanticVersion;
import dev.drift.source.flux.cluster.LiveFlux;
import dev.drift.source.helm.Charts;
import dev.drift.source.helm.HelmChart;
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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds the chart of a HelmRelease in the repository, with the values that its source gives it.
final class ReleaseChart {
  private static final GroupKind HELM_CHART =
      new GroupKind("source.toolkit.fluxcd.io", "HelmChart");
  private static final String GIT = "GitRepository";
  private static final String OWN = "flux-system";

  /// Of a commit, as source-controller shortens it.
  private static final int REVISION = 12;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{12}");

  private final Reading reading;
  private final Charts charts;
  private final List<Manifest> manifests;
  private final Optional<ChartAddress.Applied> installed;
  private final FetchedChart fetched;

  /// @param manifests all that are known
  /// @param installed what helm-controller has installed last, by its status
  ReleaseChart(
      Reading reading,
      Charts charts,
      List<Manifest> manifests,
      Optional<ChartAddress.Applied> installed) {
    this.reading = reading;
    this.charts = charts;
    this.manifests = manifests;
    this.installed = installed;
    this.fetched = new FetchedChart(reading, charts, manifests, installed);
  }

  /// What came of looking for it.
  sealed interface Result {
    /// @param valuesFiles paths in the tree
    record Found(HelmChart chart, List<String> valuesFiles) implements Result {}

    /// @param folder of the chart in the tree; empty if it is not there
    /// @param why a clause
    record Unknown(Optional<String> folder, String why) implements Result {}

    /// It is not in this repository.
    ///
    /// @param why a clause
    record Elsewhere(String why) implements Result {}
  }

  /// @throws IOException if the tree itself cannot be read
  Result of(HelmReleaseSpec release) throws IOException {
    Value.Obj spec = release.spec();
    if (spec.get("chartRef").isPresent()) {
      Value.Obj ref = spec.object("chartRef");
      String kind = ref.text("kind").orElse("");
      String namespace = ref.text("namespace").orElse(release.namespace());
      if (kind.equals(Kinds.FLUX_OCI_REPOSITORY.kind())) {
        return elsewhere(release, kind, ref.text("name").orElse(""))
            .orElseGet(() -> fetched.ofRegistry(namespace, ref.text("name").orElse("")));
      }
      if (!kind.equals(HELM_CHART.kind())) {
        return unfetched(kind, ref.text("name").orElse(""));
      }
      Optional<Manifest> chart = find(HELM_CHART, namespace, ref.text("name").orElse(""));
      if (chart.filter(it -> !it.secrets().isEmpty()).isPresent()) {
        // Its path would be in sentences.
        return new Result.Unknown(
            Optional.empty(), "its HelmChart holds values that are secret, so it is not rendered");
      }
      return chart.isPresent()
          ? of(chart.get().content().object("spec"), namespace, release)
          : new Result.Unknown(
              Optional.empty(),
              "its HelmChart %s/%s is not in this repository"
                  .formatted(namespace, ref.text("name").orElse("")));
    }
    return of(spec.object("chart").object("spec"), release.namespace(), release);
  }

  /// @param spec of a HelmChart, or of the template of one
  private Result of(Value.Obj spec, String namespace, HelmReleaseSpec release) throws IOException {
    Value.Obj source = spec.object("sourceRef");
    String kind = source.text("kind").orElse("");
    String name = source.text("name").orElse("");
    String path = spec.text("chart").orElse("");
    String sourceNamespace = source.text("namespace").orElse(namespace);
    if (kind.equals(Kinds.FLUX_HELM_REPOSITORY.kind())) {
      return elsewhere(release, kind, name)
          .orElseGet(() -> fetched.ofRepository(sourceNamespace, name, spec));
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
                      sourceNamespace, name, spec, (commit, chart) -> ofTree(commit, chart, spec)));
    }
    if (!known && !isThisRevision(repository)) {
      return new Result.Unknown(
          Optional.empty(),
          "its chart comes from another revision of this repository, which the GitRepository %s names"
              .formatted(name));
    }
    Optional<String> folder = TreePath.normal(path.startsWith("/") ? path.substring(1) : path);
    if (folder.isEmpty() || !reading.tree().isFile(TreePath.join(folder.get(), "Chart.yaml"))) {
      return new Result.Unknown(
          Optional.empty(),
          "its chart %s of the GitRepository %s is not in this repository".formatted(path, name));
    }
    return switch (charts.read(folder.get())) {
      case HelmChart.Result.Refused(String file, int line, String why) ->
          new Result.Unknown(folder, "%s:%d: %s".formatted(file, line, why));
      case HelmChart.Result.Read(HelmChart chart) ->
          withRevision(
              withValuesFiles(chart, spec, reading.tree()),
              spec,
              reading.request().repository().commit());
    };
  }

  /// A chart of another repository.
  private Result ofTree(FetchedChart.Commit commit, HelmChart chart, Value.Obj spec)
      throws IOException {
    return withRevision(
        withValuesFiles(chart, spec, commit.tree()), spec, Optional.of(commit.id()));
  }

  /// Flux writes the commit into the version of the chart. That which it has applied last, because
  /// each commit is another one, also those that change nothing of the chart.
  /// See <https://fluxcd.io/flux/components/source/helmcharts/#reconcile-strategy>.
  private Result withRevision(Result result, Value.Obj spec, Optional<String> commit) {
    if (!spec.text("reconcileStrategy").equals(Optional.of("Revision"))
        || !(result instanceof Result.Found(HelmChart chart, List<String> valuesFiles))) {
      return result;
    }
    Optional<SemanticVersion> version = SemanticVersion.of(chart.version());
    Optional<String> applied =
        installed
            .flatMap(it -> SemanticVersion.of(it.version()))
            .filter(it -> version.filter(it::isSame).isPresent())
            .map(SemanticVersion::metadata)
            .filter(it -> COMMIT.matcher(it).matches());
    Optional<String> revision = applied.or(() -> commit.map(it -> it.substring(0, REVISION)));
    return version.isPresent() && revision.isPresent()
        ? new Result.Found(chart.withVersion(version.get().with(revision.get())), valuesFiles)
        : unknown(
            chart,
            "its chart has the commit of the GitRepository in its version (reconcileStrategy:"
                + " Revision), and %s"
                    .formatted(
                        version.isEmpty()
                            ? "its version is not a semantic one"
                            : "the commit of this folder is not known"));
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

  /// Values files of the source take the place of the chart's own values.yaml.
  /// See <https://fluxcd.io/flux/components/source/helmcharts/#values-files>.
  private Result withValuesFiles(HelmChart chart, Value.Obj spec, SourceTree tree)
      throws IOException {
    List<Value.Obj> values = new ArrayList<>();
    List<String> paths = new ArrayList<>();
    for (Value each : spec.list("valuesFiles")) {
      if (!(each instanceof Value.Str(String path))) {
        continue;
      }
      switch (tree.read(path.startsWith("/") ? path.substring(1) : path)) {
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
        chart.isFetched() ? List.of() : paths);
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
