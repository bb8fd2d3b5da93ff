package dev.drift.config;

import dev.drift.model.origin.Place;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.policy.PolicySource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads the sources of a configuration.
final class SourceConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "a source",
          List.of(
              "name",
              "repo",
              "revision",
              "paths",
              "scope",
              "defaultNamespace",
              "helm",
              "forge",
              "commits",
              "urls",
              "sourcesFromCluster"),
          Map.of("policies", "policies apply to all sources; move the key to the top level"),
          Map.of(
              "url", "repo",
              "repoURL", "repo",
              "repository", "repo",
              "branch", "revision",
              "tag", "revision",
              "ref", "revision",
              "commit", "revision",
              "targetRevision", "revision",
              "namespace", "defaultNamespace"));

  private static final KnownKeys HELM_KEYS =
      new KnownKeys(
          "a Helm release",
          List.of("chart", "release", "namespace", "valueFiles", "values"),
          Map.of(),
          Map.of(
              "path", "chart",
              "name", "release",
              "releaseName", "release",
              "targetNamespace", "namespace",
              "valuesFiles", "valueFiles",
              "valuesObject", "values"));

  /// As Helm names releases:
  /// <https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go>
  private static final Pattern RELEASE =
      Pattern.compile(
          "(?=.{1,53}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  /// Neither absolute nor out of the repository: no segment is `..`.
  private static final Pattern PATH = Pattern.compile("(?!/)(?!(.*/)?\\.\\.(/.*)?$).*\\S.*");

  /// A DNS label: <https://kubernetes.io/docs/concepts/overview/working-with-objects/names/>
  static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final PolicySource policySource;
  private final Map<String, Place> taken = new HashMap<>();

  private SourceConfigReader(PolicySource policySource) {
    this.policySource = policySource;
  }

  /// The keys of a source, which are misplaced anywhere else.
  static List<String> keys() {
    return KEYS.names();
  }

  /// The sources of a file or of a target; that there are none is a problem.
  static List<SourceConfig> all(Mapping owner, PolicySource policySource) {
    if (!owner.has("sources")) {
      owner.problem("sources is missing: list at least one source");
    } else if (owner.isEmptyList("sources")) {
      owner.problem("sources", "sources is empty: list at least one source");
    }
    SourceConfigReader reader = new SourceConfigReader(policySource);
    return owner.mappings("sources").stream().flatMap(it -> reader.read(it).stream()).toList();
  }

  /// Empty only if the source has a problem; it may have one in any case.
  private Optional<SourceConfig> read(Mapping source) {
    source.check(KEYS);
    Optional<String> repo = repo(source);
    Optional<String> revision = revision(source);
    List<String> paths = paths(source);
    Optional<Scope> scope = scope(source);
    Optional<String> namespace = namespace(source);
    List<HelmConfig> helm = helm(source);
    Optional<ForgeConfig> forge = agentOnly(source, "forge", PublishConfigReader::forge);
    Optional<CommitConfig> commits = agentOnly(source, "commits", PublishConfigReader::commits);
    List<String> urls = urls(source);
    boolean fromCluster =
        agentOnly(
                source,
                "sourcesFromCluster",
                "choose what Drift reads of the cluster",
                it -> it.bool("sourcesFromCluster"))
            .orElse(false);
    Optional<String> name = name(source, repo);
    if (repo.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SourceConfig(
            name.get(),
            repo.get(),
            revision,
            paths,
            scope,
            namespace,
            helm,
            forge,
            commits,
            urls,
            fromCluster));
  }

  /// Whether a path stays in the repository.
  static boolean isPath(String path) {
    return PATH.matcher(path).matches();
  }

  private Optional<String> repo(Mapping source) {
    if (!source.has("repo")) {
      return Optional.of(SourceConfig.OWN_FOLDER);
    }
    Optional<String> written = source.text("repo");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String repo = written.get();
    if (RepoAddress.isOwnFolder(repo)) {
      return Optional.of(SourceConfig.OWN_FOLDER);
    }
    switch (policySource) {
      case AGENT -> {
        if (!repo.isBlank() && RepoAddress.isSupported(repo)) {
          return written;
        }
        source.problem("repo", "repo must be a folder, or a URL of https, http, ssh, git or file");
      }
      case REPOSITORY ->
          source.problem(
              "repo",
              "a repository's own drift.yaml describes that repository only; remove repo, and add"
                  + " other repositories to the agent's drift.yaml");
    }
    return Optional.empty();
  }

  private Optional<String> revision(Mapping source) {
    if (policySource == PolicySource.REPOSITORY && source.has("revision")) {
      source.problem(
          "revision",
          "a repository cannot choose its own revision; remove it here, and set it with --revision"
              + " or in the agent's drift.yaml");
      return Optional.empty();
    }
    Optional<String> revision = source.text("revision");
    if (revision.filter(String::isBlank).isPresent()) {
      source.problem("revision", "revision is empty; name a branch, tag or commit, or remove it");
    }
    return revision;
  }

  /// Whoever may write into a repository must not choose where Drift sends a token, what key signs
  /// its commits, or what Drift reads.
  private <T> Optional<T> agentOnly(
      Mapping source, String key, Function<Mapping, Optional<T>> reader) {
    return agentOnly(source, key, "make Drift act", reader);
  }

  /// @param what a repository cannot do
  private <T> Optional<T> agentOnly(
      Mapping source, String key, String what, Function<Mapping, Optional<T>> reader) {
    if (policySource == PolicySource.REPOSITORY && source.has(key)) {
      source.problem(
          key,
          "%s belongs in the agent's drift.yaml: a repository cannot %s; remove it"
              .formatted(key, what));
      return Optional.empty();
    }
    return reader.apply(source);
  }

  /// Whoever may write into a repository must not pass it off as another one.
  private List<String> urls(Mapping source) {
    if (source.isEmptyList("urls")) {
      source.problem("urls", "urls is empty; remove it, or list a URL");
    }
    return agentOnly(
            source,
            "urls",
            "pass for another one",
            it ->
                Optional.of(
                    it.texts(
                        "urls",
                        url -> {
                          if (!RepoAddress.isUrl(url) || !RepoAddress.isSupported(url)) {
                            throw new IllegalArgumentException(
                                "must be a URL of https, http, ssh, git or file");
                          }
                          return url;
                        })))
        .orElse(List.of());
  }

  private static List<String> paths(Mapping source) {
    if (source.isEmptyList("paths")) {
      source.problem("paths", "paths is empty; remove it to compare the whole repository");
    }
    return files(source, "paths");
  }

  private static List<String> files(Mapping owner, String key) {
    return owner.texts(
        key,
        path -> {
          if (!isPath(path)) {
            throw new IllegalArgumentException(
                "must be a folder or file below the root of the repository, without a leading / and"
                    + " without ..");
          }
          return path;
        });
  }

  private static List<HelmConfig> helm(Mapping source) {
    if (source.isEmptyList("helm")) {
      source.problem("helm", "helm is empty; remove it, or list a release");
    }
    return source.mappings("helm").stream().flatMap(it -> release(it).stream()).toList();
  }

  /// Empty only if the release has a problem.
  private static Optional<HelmConfig> release(Mapping helm) {
    helm.check(HELM_KEYS);
    Optional<String> chart = required(helm, "chart");
    if (chart.filter(it -> !isPath(it)).isPresent()) {
      helm.problem(
          "chart",
          "chart must be the folder of a chart below the root of the repository, without a leading"
              + " / and without ..");
    }
    Optional<String> release = required(helm, "release");
    if (release.filter(it -> !RELEASE.matcher(it).matches()).isPresent()) {
      helm.problem(
          "release",
          "release must be the name of a Helm release: at most 53 lowercase letters, digits,"
              + " hyphens and dots");
    }
    Optional<String> namespace = required(helm, "namespace");
    if (namespace.filter(it -> !NAMESPACE.matcher(it).matches()).isPresent()) {
      helm.problem(
          "namespace",
          "namespace must be the name of a namespace: at most 63 lowercase letters, digits and"
              + " hyphens");
    }
    List<String> files = files(helm, "valueFiles");
    Value.Obj values = helm.mapping("values").map(Mapping::content).orElse(Value.Obj.EMPTY);
    return chart.isEmpty() || release.isEmpty() || namespace.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new HelmConfig(
                chart.get(), release.get(), namespace.get(), files, values, helm.place("chart")));
  }

  private static Optional<String> required(Mapping owner, String key) {
    if (!owner.has(key)) {
      owner.problem("%s is missing; add it".formatted(key));
    }
    return owner.text(key);
  }

  private static Optional<Scope> scope(Mapping source) {
    Optional<String> written = source.text("scope");
    Optional<Scope> scope =
        written.flatMap(
            label ->
                Arrays.stream(Scope.values()).filter(it -> it.label().equals(label)).findAny());
    if (written.isPresent() && scope.isEmpty()) {
      source.problem("scope", "scope must be objects, namespaces or cluster");
    }
    return scope;
  }

  private static Optional<String> namespace(Mapping source) {
    Optional<String> namespace = source.text("defaultNamespace");
    if (namespace.filter(name -> !NAMESPACE.matcher(name).matches()).isPresent()) {
      source.problem(
          "defaultNamespace",
          "defaultNamespace must be the name of a namespace: at most 63 lowercase letters, digits"
              + " and hyphens");
    }
    return namespace;
  }

  private Optional<String> name(Mapping source, Optional<String> repo) {
    Optional<String> name;
    if (source.has("name")) {
      Optional<String> written = source.text("name");
      name = written.filter(it -> RepoAddress.NAME.matcher(it).matches());
      if (written.isPresent() && name.isEmpty()) {
        source.problem(
            "name",
            "name must start with a letter or digit and hold only letters, digits, '.', '_' and"
                + " '-', at most 63");
      }
    } else {
      name = repo.flatMap(RepoAddress::defaultName);
      if (repo.isPresent() && name.isEmpty()) {
        source.problem("name", "the last part of repo cannot serve as a name; add a name");
      }
    }
    name.ifPresent(it -> unique(source, it));
    return name;
  }

  private void unique(Mapping source, String name) {
    Place place = source.place("name");
    Place first = taken.putIfAbsent(name, place);
    if (first != null) {
      source.problem(
          "name",
          source.has("name")
              ? "the source at %s:%d is also named %s; choose another name"
                  .formatted(first.file(), first.line(), name)
              : "the source at %s:%d is also named %s, after its repository; add a name to one of"
                      .formatted(first.file(), first.line(), name)
                  + " them");
    }
  }
}
