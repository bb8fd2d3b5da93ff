package dev.drift.config;

import static java.util.Objects.requireNonNull;

/// A branch of a Git repository that keeps heads of audit trails: one file for each target.
///
/// @param repo a URL; may hold a password, so it is never printed as it stands
/// @param branch that only Drift writes
/// @param folder of the files, with `/`; empty for the root of the repository
/// @param commits how they are committed
public record HeadBranch(String repo, String branch, String folder, CommitConfig commits) {
  public static final String DEFAULT_NAME = "drift-heads";

  public HeadBranch {
    requireNonNull(repo, "repo is null");
    requireNonNull(branch, "branch is null");
    requireNonNull(folder, "folder is null");
    requireNonNull(commits, "commits is null");
  }

  /// Where the heads of a target are.
  public String file(String target) {
    String name = target + ".txt";
    return folder.isEmpty() ? name : folder + "/" + name;
  }

  @Override
  public String toString() {
    return "HeadBranch(%s)".formatted(branch);
  }
}
