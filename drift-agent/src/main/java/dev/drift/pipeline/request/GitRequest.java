package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.config.CommitConfig;
import dev.drift.config.ForgeConfig;
import dev.drift.config.HelmConfig;
import dev.drift.config.SourceConfig;
import dev.drift.model.scope.Scope;
import java.util.List;
import java.util.Optional;

/// One source: where desired state is to be read.
///
/// @param name distinguishes it from other sources; empty if it has none
/// @param repo URL of a repository, or a folder
/// @param revision branch, tag or commit; empty for the default branch of a URL and for a folder as
///     it stands
/// @param paths folders or files below the root, with `/`: what is compared; empty for all
/// @param scope what it claims to describe; empty for what the repository itself says, or the usual
/// @param defaultNamespace of manifests that name none; empty for that of the run
/// @param helm charts that somebody installs with helm, besides those that the repository itself
/// names
/// @param revisions which are compared where a deployer applies the source
/// @param forge where requests are opened
/// @param commits how commits are made
/// @param urls further ones of the same repository
/// @param sourcesFromCluster whether the objects of Flux are those of the cluster, and not files of
///     the repository
public record GitRequest(
    Optional<String> name,
    String repo,
    Optional<String> revision,
    List<String> paths,
    Optional<Scope> scope,
    Optional<String> defaultNamespace,
    List<HelmConfig> helm,
    Compared revisions,
    ForgeConfig forge,
    CommitConfig commits,
    List<String> urls,
    boolean sourcesFromCluster) {
  /// Which commits of a source are compared.
  public enum Compared {
    /// Those that Flux and Argo CD have applied, where they are known.
    APPLIED,
    /// The one that is read.
    HEAD
  }

  public GitRequest {
    requireNonNull(name, "name is null");
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    paths = List.copyOf(paths);
    requireNonNull(scope, "scope is null");
    requireNonNull(defaultNamespace, "defaultNamespace is null");
    helm = List.copyOf(helm);
    requireNonNull(revisions, "revisions is null");
    requireNonNull(forge, "forge is null");
    requireNonNull(commits, "commits is null");
    urls = List.copyOf(urls);
  }

  public GitRequest(String repo, Optional<String> revision, List<String> paths) {
    this(
        Optional.empty(),
        repo,
        revision,
        paths,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Compared.APPLIED,
        ForgeConfig.NONE,
        CommitConfig.NONE,
        List.of(),
        false);
  }

  /// As the agent's own configuration says.
  public static GitRequest of(SourceConfig source) {
    return new GitRequest(
        Optional.of(source.name()),
        source.repo(),
        source.revision(),
        source.paths(),
        source.scope(),
        source.defaultNamespace(),
        source.helm(),
        Compared.APPLIED,
        source.forge().orElse(ForgeConfig.NONE),
        source.commits().orElse(CommitConfig.NONE),
        source.urls(),
        source.sourcesFromCluster());
  }

  /// The same at another revision.
  public GitRequest at(String other) {
    return with(Optional.of(other), revisions, sourcesFromCluster);
  }

  /// The same with other commits of it compared.
  public GitRequest comparing(Compared other) {
    return with(revision, other, sourcesFromCluster);
  }

  /// The same with the objects of Flux from the cluster.
  public GitRequest fromCluster() {
    return with(revision, revisions, /* fromCluster= */ true);
  }

  private GitRequest with(Optional<String> otherRevision, Compared compared, boolean fromCluster) {
    return new GitRequest(
        name,
        repo,
        otherRevision,
        paths,
        scope,
        defaultNamespace,
        helm,
        compared,
        forge,
        commits,
        urls,
        fromCluster);
  }
}
