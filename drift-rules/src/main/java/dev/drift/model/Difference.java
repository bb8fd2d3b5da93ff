package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// One path of one resource, or a whole resource (at [Path#ROOT]), that is not the same in Git and
/// in the cluster.
///
/// @param desired the value of the canonical form; empty for ADDED and UNMANAGED
/// @param live the value in the cluster; empty for REMOVED and MISSING
public record Difference(
    ResourceRef resource, Change change, Path path, Optional<Value> desired, Optional<Value> live) {
  public Difference {
    requireNonNull(resource, "resource is null");
    requireNonNull(change, "change is null");
    requireNonNull(path, "path is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }
}
