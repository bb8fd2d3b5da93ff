package dev.drift.model.scope;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// Where desired state was read.
///
/// @param repo URL or folder, without any password
/// @param revision the branch, tag or commit that was asked for; empty for a folder read as it
///     stands
/// @param commit the commit that was read, 40 hexadecimal digits; empty outside Git
/// @param paths the folders or files below the root that were read; empty for all
/// @param renderer `plain`
/// @param uncommitted files of a work tree that differ from its commit, sorted
/// @param name distinguishes it from other sources of a run; empty if there is only one
/// @param scope what it claims to describe
public record Source(
    String repo,
    Optional<String> revision,
    Optional<String> commit,
    List<String> paths,
    String renderer,
    List<String> uncommitted,
    String name,
    Scope scope) {
  public Source {
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    requireNonNull(commit, "commit is null");
    paths = List.copyOf(paths);
    requireNonNull(renderer, "renderer is null");
    uncommitted = List.copyOf(uncommitted);
    requireNonNull(name, "name is null");
    requireNonNull(scope, "scope is null");
  }

  /// The only source of a run, with the usual scope.
  public Source(
      String repo,
      Optional<String> revision,
      Optional<String> commit,
      List<String> paths,
      String renderer,
      List<String> uncommitted) {
    this(repo, revision, commit, paths, renderer, uncommitted, "", Scope.NAMESPACES);
  }

  /// Repository and paths, whatever the revision: what a source is from run to run.
  public String identity() {
    return String.join(" ", repo, String.join(",", paths)).strip();
  }

  /// The same, as the run names it and what it claims.
  public Source as(String other, List<String> below, Scope claimed) {
    return new Source(repo, revision, commit, below, renderer, uncommitted, other, claimed);
  }
}
