package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.model.branch.BranchScheme;

/// How one policy says that branches are named.
record BranchNames(PolicySource source, BranchScheme scheme) {
  BranchNames {
    requireNonNull(source, "source is null");
    requireNonNull(scheme, "scheme is null");
  }
}
