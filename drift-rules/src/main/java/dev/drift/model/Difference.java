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
/// @param unsaid whether what Git says is the same as saying nothing: a zero that the server does
///     not tell from absence
public record Difference(
    ResourceRef resource,
    Change change,
    Path path,
    Path livePath,
    Optional<Value> desired,
    Optional<Value> live,
    boolean unsaid) {
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
    this(resource, change, path, path, desired, live, false);
  }

  /// Whether the cluster has a value about which Git says nothing.
  public boolean isAddition() {
    return change == Change.ADDED || (change == Change.CHANGED && unsaid);
  }
}
