package dev.drift.config;

import static java.util.Objects.requireNonNull;

import dev.drift.model.scope.Scope;
import java.util.List;
import java.util.Optional;

/// One source of a `drift.yaml`.
///
/// @param name unique in the file; reports name the source by it
/// @param repo a URL, or a folder relative to the file; [#OWN_FOLDER] if the file names none. A URL
///     may hold a password, so this is never printed
/// @param revision branch, tag or commit; never set in a repository's own file
/// @param paths folders or files below the root of the repository, with `/`; empty for all of it
/// @param scope empty for the default, [Scope#NAMESPACES]
/// @param defaultNamespace of manifests that name none
/// @param helm charts that somebody installs with helm
/// @param forge where requests are opened; never set in a repository's own file
/// @param commits how commits are made; never set in a repository's own file
/// @param urls further ones of the same repository, such as that of its mirror; never set in a
///     repository's own file
/// @param sourcesFromCluster whether the objects of Flux are those of the cluster; never set in a
///     repository's own file
public record SourceConfig(
    String name,
    String repo,
    Optional<String> revision,
    List<String> paths,
    Optional<Scope> scope,
    Optional<String> defaultNamespace,
    List<HelmConfig> helm,
    Optional<ForgeConfig> forge,
    Optional<CommitConfig> commits,
    List<String> urls,
    boolean sourcesFromCluster) {
  /// The folder that the file is in.
  public static final String OWN_FOLDER = ".";

  public SourceConfig {
    requireNonNull(name, "name is null");
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    paths = List.copyOf(paths);
    requireNonNull(scope, "scope is null");
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    helm = List.copyOf(helm);
    requireNonNull(forge, "forge is null");
    requireNonNull(commits, "commits is null");
    urls = List.copyOf(urls);
  }

  /// A source that is only read.
  public SourceConfig(
      String name,
      String repo,
      Optional<String> revision,
      List<String> paths,
      Optional<Scope> scope,
      Optional<String> defaultNamespace) {
    this(
        name,
        repo,
        revision,
        paths,
        scope,
        defaultNamespace,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        false);
  }

  /// Whether `repo` is a URL rather than a folder.
  public boolean isRemote() {
    return RepoAddress.isUrl(repo);
  }

  /// The same source, read from another address.
  public SourceConfig at(String address) {
    return new SourceConfig(
        name,
        address,
        revision,
        paths,
        scope,
        defaultNamespace,
        helm,
        forge,
        commits,
        urls,
        sourcesFromCluster);
  }

  @Override
  public String toString() {
    return "SourceConfig(%s)".formatted(name);
  }
}
