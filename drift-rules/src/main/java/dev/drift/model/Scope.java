package dev.drift.model;

import java.util.Locale;

/// What a source claims to describe.
public enum Scope {
  /// Only the objects that it declares.
  OBJECTS,
  /// Also everything else of the tracked kinds in the namespaces that it declares objects in.
  NAMESPACES,
  /// The whole cluster: also the cluster-scoped kinds and all other namespaces.
  CLUSTER;

  /// As flags and files write it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return label();
  }
}
