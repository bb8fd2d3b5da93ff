package dev.drift.model;

/// How one path of a resource, or a whole resource, differs.
public enum Change {
  /// Git names the path, the cluster has another value.
  CHANGED,
  /// Git names the path, the cluster lacks it.
  REMOVED,
  /// The cluster has what neither Git nor a default accounts for.
  ADDED,
  /// Git leaves the path to its default, the cluster has another value.
  DEFAULT_CHANGED,
  /// The same items in another order, where order has a meaning.
  REORDERED,
  /// Git declares the resource, the cluster lacks it.
  MISSING,
  /// The cluster has a resource, in a place that Git declares, that Git does not declare.
  UNMANAGED
}
