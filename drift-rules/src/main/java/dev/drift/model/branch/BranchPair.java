package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

/// Two branches that belong together.
///
/// @param branch a release or a feature
/// @param base the master branch of its version; for a feature also a release of that version
public record BranchPair(Role role, String branch, String base) {

  /// What the branch is for.
  public enum Role {
    /// The release of its master that is worked on: the only one, or that of the highest version.
    CURRENT_RELEASE,
    RELEASE,
    FEATURE
  }

  public BranchPair {
    requireNonNull(role, "role is null");
    requireNonNull(branch, "branch is null");
    requireNonNull(base, "base is null");
  }

  @Override
  public String toString() {
    return branch + " and " + base;
  }
}
