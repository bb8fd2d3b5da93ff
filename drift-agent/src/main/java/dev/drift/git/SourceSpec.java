package dev.drift.git;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// What to read: `--repo`, `--revision`, `--path`.
///
/// @param repo a URL (`https`, `http`, `ssh`, `git`, `file`, or `git@host:path`) or a folder; may
///     hold a password, so it is never printed as it stands
/// @param revision a branch, tag or commit; without one a folder is read as it stands, and a
///     repository at its HEAD
/// @param paths folders or files below the root; none for all
public record SourceSpec(String repo, Optional<String> revision, List<String> paths) {
  public SourceSpec {
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
    paths = List.copyOf(paths);
  }

  @Override
  public String toString() {
    return "SourceSpec(paths=%s)".formatted(paths);
  }
}
