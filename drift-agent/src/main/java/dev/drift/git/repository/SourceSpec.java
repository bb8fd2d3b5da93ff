package dev.drift.git.repository;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// Which repository or folder to read, and at which revision.
///
/// @param repo a URL (`https`, `http`, `ssh`, `git`, `file`, or `git@host:path`) or a folder; may
///     hold a password, so it is never printed as it stands
/// @param revision a branch, tag or commit; without one a folder is read as it stands, and a
///     repository at its HEAD
public record SourceSpec(String repo, Optional<String> revision) {
  public SourceSpec {
    requireNonNull(repo, "repo is null");
    requireNonNull(revision, "revision is null");
  }

  @Override
  public String toString() {
    return "SourceSpec";
  }
}
