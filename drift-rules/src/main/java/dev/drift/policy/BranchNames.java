package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.model.branch.BranchScheme;

/// How one policy says that branches are named.
record BranchNames(PolicySource origin, BranchScheme scheme) {
  BranchNames {
    requireNonNull(origin, "origin is null");
    requireNonNull(scheme, "scheme is null");
  }
}
