package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.json.JsonWriter;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.source.ChartAddress;
import dev.drift.source.ClusterFacts;
import dev.drift.source.Fetcher;
import dev.drift.source.fetch.SemanticVersion;
import dev.drift.source.helm.Charts;
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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// Fetches the chart of a HelmRelease as source-controller does, from a Helm repository or a
/// registry that the agent allows.
final class FetchedChart {
  private static final String VERSION = "source.toolkit.fluxcd.io/v1";

  /// Of a digest in the version of a chart, without `sha256:`.
  private static final int REVISION = 12;

  private static final int ALGORITHM = "sha256:".length();

  private final Reading reading;
  private final Charts charts;
  private final List<Manifest> manifests;
  private final Optional<ChartAddress.Applied> installed;

  FetchedChart(
      Reading reading,
      Charts charts,
      List<Manifest> manifests,
      Optional<ChartAddress.Applied> installed) {
    this.reading = reading;
    this.charts = charts;
    this.manifests = manifests;
    this.installed = installed;
  }

  /// The spec of a source, or why it cannot be used.
  private sealed interface Source {
    record Usable(Value.Obj spec) implements Source {}

    record Unusable(ReleaseChart.Result why) implements Source {}
  }

  /// A chart of a HelmRepository.
  ///
  /// @param spec of the HelmChart
  /// @param generation of the HelmChart, which is in the version of a chart with values files
  ReleaseChart.Result ofRepository(
      String namespace, String name, Value.Obj spec, Optional<String> generation) {
    String chart = spec.text("chart").orElse("");
    return switch (source(Kinds.FLUX_HELM_REPOSITORY, namespace, name)) {
      case Source.Unusable(var why) -> why;
      case Source.Usable(Value.Obj repository) -> {
        String url = repository.text("url").orElse("").replaceFirst("/+$", "");
        String version = spec.text("version").orElse("");
        boolean isRegistry =
            repository.text("type").equals(Optional.of("oci")) || url.startsWith("oci://");
        ChartAddress address =
            isRegistry
                ? new ChartAddress.InRegistry(
                    url + "/" + chart,
                    new ChartAddress.Wanted.Version(version),
                    Optional.empty(),
                    isInsecure(repository),
                    installed.map(
                        it ->
                            new ChartAddress.Applied(
                                packaged(it.version(), spec), Optional.empty())))
                : new ChartAddress.InRepository(
                    url, chart, version, installed.map(it -> packaged(it.version(), spec)));
        String said = "its chart %s comes from the HelmRepository %s".formatted(chart, name);
        yield switch (reading.request().fetcher().chart(address)) {
          case Fetcher.ChartAnswer.Unknown(String why) -> unknown("%s: %s".formatted(said, why));
          case Fetcher.ChartAnswer.Found found ->
              switch (charts.unpacked(found.digest(), label(chart, found), found.archive())) {
                case HelmChart.Result.Refused(var _, var _, String why) ->
                    unknown("%s: %s".formatted(said, why));
                case HelmChart.Result.Read(HelmChart read) ->
                    withValuesFiles(versioned(read, spec, generation), spec);
              };
        };
      }
    };
  }

  /// The version of the repository that was installed: with values files, Flux adds a generation.
  private static String packaged(String installed, Value.Obj spec) {
    return spec.list("valuesFiles").isEmpty() ? installed : installed.replaceFirst("\\+.*", "");
  }

  /// As it was installed, or as source-controller would package it again.
  private HelmChart versioned(HelmChart chart, Value.Obj spec, Optional<String> generation) {
    if (spec.list("valuesFiles").isEmpty()) {
      return chart;
    }
    return chart.withVersion(
        installed
            .map(ChartAddress.Applied::version)
            .filter(it -> ChartVersion.isOf(chart.version(), it))
            .orElseGet(() -> ChartVersion.of(chart.version(), Optional.empty(), generation)));
  }

  /// The chart of an OCIRepository, with the digest of its artifact in its version.
  ReleaseChart.Result ofRegistry(String namespace, String name) {
    return switch (source(Kinds.FLUX_OCI_REPOSITORY, namespace, name)) {
      case Source.Unusable(var why) -> why;
      case Source.Usable(Value.Obj repository) -> {
        String said = "its chart comes from the OCIRepository %s".formatted(name);
        Value.Obj ref = repository.object("ref");
        ChartAddress address =
            new ChartAddress.InRegistry(
                repository.text("url").orElse(""),
                wanted(ref),
                repository.object("layerSelector").text("mediaType"),
                isInsecure(repository),
                installed);
        yield switch (reading.request().fetcher().chart(address)) {
          case Fetcher.ChartAnswer.Unknown(String why) -> unknown("%s: %s".formatted(said, why));
          case Fetcher.ChartAnswer.Found found ->
              switch (charts.unpacked(found.digest(), label(name, found), found.archive())) {
                case HelmChart.Result.Refused(var _, var _, String why) ->
                    unknown("%s: %s".formatted(said, why));
                case HelmChart.Result.Read(HelmChart read) ->
                    withDigest(read, found.revision().orElse(found.digest()), said);
              };
        };
      }
    };
  }

  /// A commit of another repository, while it is open.
  record Commit(SourceTree tree, String id) {}

  /// Puts the values of a HelmRelease's source into a chart of another repository.
  @FunctionalInterface
  interface Values {
    /// @throws IOException if the tree itself cannot be read
    ReleaseChart.Result of(Commit commit, HelmChart chart) throws IOException;
  }

  /// A chart of a GitRepository that is not this one.
  ///
  /// @param spec of the HelmChart
  ReleaseChart.Result ofGit(String namespace, String name, Value.Obj spec, Values values) {
    String chart = spec.text("chart").orElse("");
    return switch (source(Kinds.FLUX_GIT_REPOSITORY, namespace, name)) {
      case Source.Unusable(var why) -> why;
      case Source.Usable(Value.Obj repository) -> {
        String said = "its chart %s comes from the GitRepository %s".formatted(chart, name);
        Optional<String> folder = TreePath.normal(chart.replaceFirst("^/", ""));
        Optional<String> revision =
            applied(namespace, name, repository).or(() -> revision(repository.object("ref")));
        if (folder.isEmpty() || revision.isEmpty()) {
          yield unknown(
              said
                  + (folder.isEmpty()
                      ? ", and its path leads out of it"
                      : ", whose tags a range selects (ref.semver), and the cluster does not say which"
                          + " one is applied"));
        }
        Fetcher.RepositoryAnswer<ReleaseChart.Result> answer =
            reading
                .request()
                .fetcher()
                .repository(
                    repository.text("url").orElse(""),
                    revision.get(),
                    (tree, commit) ->
                        switch (charts.read(
                            tree, folder.get(), "%s of %s".formatted(chart, name))) {
                          case HelmChart.Result.Refused(String file, int line, String why) ->
                              unknown("%s: %s:%d: %s".formatted(said, file, line, why));
                          case HelmChart.Result.Read(HelmChart read) ->
                              values.of(new Commit(tree, commit), read);
                        });
        yield switch (answer) {
          case Fetcher.RepositoryAnswer.Found<ReleaseChart.Result>(var found, var _) -> found;
          case Fetcher.RepositoryAnswer.Unknown<ReleaseChart.Result>(String why) ->
              unknown("%s: %s".formatted(said, why));
        };
      }
    };
  }

  /// The commit that source-controller has fetched last, if what is applied is compared.
  private Optional<String> applied(String namespace, String name, Value.Obj repository) {
    return reading.request().options().applied().isEmpty()
        ? Optional.empty()
        : live(Kinds.FLUX_GIT_REPOSITORY, namespace, name)
            .filter(it -> it.object("spec").object("ref").equals(repository.object("ref")))
            .flatMap(it -> it.object("status").object("artifact").text("revision"))
            .map(AppliedTree.COMMIT::matcher)
            .filter(Matcher::find)
            .map(Matcher::group);
  }

  /// See <https://fluxcd.io/flux/components/source/gitrepositories/#reference>.
  ///
  /// @return empty for a range
  private static Optional<String> revision(Value.Obj ref) {
    for (String field : List.of("commit", "name", "semver", "tag", "branch")) {
      Optional<String> text = ref.text(field).filter(it -> !it.isEmpty());
      if (text.isPresent()) {
        return switch (field) {
          case "semver" -> Optional.empty();
          case "tag" -> text.map("refs/tags/"::concat);
          case "branch" -> text.map("refs/heads/"::concat);
          default -> text;
        };
      }
    }
    return Optional.of("refs/heads/master");
  }

  private static ChartAddress.Wanted wanted(Value.Obj ref) {
    Optional<String> digest = ref.text("digest").filter(it -> !it.isEmpty());
    Optional<String> range = ref.text("semver").filter(it -> !it.isEmpty());
    Optional<String> filter = ref.text("semverFilter").filter(it -> !it.isEmpty());
    Optional<String> tag = ref.text("tag").filter(it -> !it.isEmpty());
    return digest
        .<ChartAddress.Wanted>map(ChartAddress.Wanted.Digest::new)
        .or(() -> range.map(it -> new ChartAddress.Wanted.Range(it, filter)))
        .orElseGet(() -> new ChartAddress.Wanted.Tag(tag.orElse("latest")));
  }

  /// Unless helm-controller was told not to (`DisableChartDigestTracking`), as what it installed
  /// shows.
  private ReleaseChart.Result withDigest(HelmChart chart, String digest, String said) {
    Optional<SemanticVersion> version = SemanticVersion.of(chart.version());
    if (version.isEmpty()) {
      return unknown("%s, and its version is not a semantic one".formatted(said));
    }
    boolean isTracked =
        installed
            .filter(it -> it.digest().isPresent())
            .flatMap(
                it ->
                    SemanticVersion.of(it.version())
                        .map(one -> isShortened(one.metadata(), it.digest().get())))
            .orElse(true);
    return new ReleaseChart.Result.Found(
        isTracked ? chart.withVersion(version.get().with(shortened(digest))) : chart,
        List.of(),
        Optional.empty());
  }

  private static boolean isShortened(String metadata, String digest) {
    return digest.length() > ALGORITHM + REVISION && metadata.equals(shortened(digest));
  }

  private static String shortened(String digest) {
    return digest.substring(ALGORITHM, ALGORITHM + REVISION);
  }

  private Source source(GroupKind kind, String namespace, String name) {
    Optional<Manifest> written =
        manifests.stream()
            .filter(it -> it.is(kind) && it.name().equals(name))
            .filter(it -> it.namespace().isEmpty() || it.namespace().equals(namespace))
            .findFirst();
    if (written.filter(it -> !it.secrets().isEmpty()).isPresent()) {
      // Its URL would be in sentences.
      return new Source.Unusable(
          unknown(
              "its %s holds values that are secret, so it is not fetched".formatted(kind.kind())));
    }
    Optional<Value.Obj> content =
        written.map(Manifest::content).or(() -> live(kind, namespace, name));
    if (content.isEmpty()) {
      return new Source.Unusable(
          unknown(
              "its chart comes from the %s %s/%s, which is neither in this repository nor known"
                      .formatted(kind.kind(), namespace, name)
                  + " from the cluster"));
    }
    Value.Obj spec = content.get().object("spec");
    // For Git, Drift has logins of its own, each for one host.
    boolean isGit = kind.equals(Kinds.FLUX_GIT_REPOSITORY);
    Optional<String> login =
        Stream.of("secretRef", "certSecretRef").filter(it -> spec.get(it).isPresent()).findFirst();
    boolean isOfCloud =
        spec.text("provider").filter(it -> !it.isEmpty() && !it.equals("generic")).isPresent();
    if (!isGit && (login.isPresent() || isOfCloud)) {
      return new Source.Unusable(
          unknown(
              "its chart comes from the %s %s, which needs a login (%s), and Drift fetches without one"
                  .formatted(kind.kind(), name, login.orElse("provider"))));
    }
    return new Source.Usable(spec);
  }

  private Optional<Value.Obj> live(GroupKind kind, String namespace, String name) {
    return reading
                .request()
                .cluster()
                .object(new ResourceRef(VERSION, new ResourceId(kind, namespace, name)))
            instanceof ClusterFacts.Answer.Found(Value.Obj content)
        ? Optional.of(content)
        : Optional.empty();
  }

  private static boolean isInsecure(Value.Obj repository) {
    return repository.get("insecure").equals(Optional.of(Value.of(true)));
  }

  private static String label(String name, Fetcher.ChartAnswer.Found found) {
    return "%s-%s.tgz".formatted(name, found.version().isEmpty() ? "latest" : found.version());
  }

  /// Files of the chart take the place of its values.yaml.
  /// See <https://fluxcd.io/flux/components/source/helmcharts/#values-files>.
  private ReleaseChart.Result withValuesFiles(HelmChart chart, Value.Obj spec) {
    boolean ignoresMissing =
        spec.get("ignoreMissingValuesFiles").equals(Optional.of(Value.of(true)));
    List<Value.Obj> values = new ArrayList<>();
    for (Value each : spec.list("valuesFiles")) {
      if (!(each instanceof Value.Str(String path))) {
        continue;
      }
      Optional<SourceFile> file = chart.find(path);
      if (file.isEmpty()) {
        if (ignoresMissing) {
          continue;
        }
        return unknown("its values file %s is not in its chart".formatted(path));
      }
      Documents documents =
          reading.documents().read(new SourceFile("values.yaml", file.get().content()));
      List<Value> read = documents.documents().stream().map(Document::value).toList();
      if (!documents.problems().isEmpty()
          || read.size() > 1
          || !(read.isEmpty() || read.getFirst() instanceof Value.Obj)) {
        return unknown("its values file %s is not one YAML mapping".formatted(path));
      }
      read.forEach(it -> values.add((Value.Obj) it));
    }
    return new ReleaseChart.Result.Found(
        spec.list("valuesFiles").isEmpty()
            ? chart
            : chart.withValues(JsonWriter.text(ChartValues.merged(values)).getBytes(UTF_8)),
        List.of(),
        Optional.empty());
  }

  private static ReleaseChart.Result unknown(String why) {
    return new ReleaseChart.Result.Unknown(Optional.empty(), why);
  }
}
