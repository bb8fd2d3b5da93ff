package dev.drift.model;

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
public record Source(
    String repo,
    Optional<String> revision,
    Optional<String> commit,
    List<String> paths,
    String renderer,
    List<String> uncommitted) {
  public Source {
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    requireNonNull(commit, "commit is null");
    paths = List.copyOf(paths);
    requireNonNull(renderer, "renderer is null");
    uncommitted = List.copyOf(uncommitted);
  }
}
