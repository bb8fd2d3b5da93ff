package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// One path of one resource, or a whole resource (at [Path#ROOT]), that is not the same in Git and
/// in the cluster.
///
/// @param path where it stands in Git; for ADDED and UNMANAGED, in the cluster
/// @param livePath where it stands in the cluster: items of atomic lists move
/// @param desired the value of the canonical form; empty for ADDED and UNMANAGED
/// @param live the value in the cluster; empty for REMOVED and MISSING
public record Difference(
    ResourceRef resource,
    Change change,
    Path path,
    Path livePath,
    Optional<Value> desired,
    Optional<Value> live) {
  public Difference {
    requireNonNull(resource, "resource is null");
    requireNonNull(change, "change is null");
    requireNonNull(path, "path is null");
    requireNonNull(livePath, "livePath is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }

  /// A difference that stands at the same path on both sides.
  public Difference(
      ResourceRef resource,
      Change change,
      Path path,
      Optional<Value> desired,
      Optional<Value> live) {
    this(resource, change, path, path, desired, live);
  }
}
