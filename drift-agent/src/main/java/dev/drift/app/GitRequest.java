package dev.drift.app;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// Where desired state is to be read.
///
/// @param repo URL of a repository, or a folder
/// @param revision branch, tag or commit; empty for the default branch of a URL and for a folder as
///     it stands
/// @param paths folders or files below the root, with `/`; empty for all
public record GitRequest(String repo, Optional<String> revision, List<String> paths) {
  public GitRequest {
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    paths = List.copyOf(paths);
  }
}
