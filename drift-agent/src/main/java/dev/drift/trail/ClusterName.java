package dev.drift.trail;

import dev.drift.model.value.Value;

/// What people call a cluster that a record names.
public final class ClusterName {
  private ClusterName() {}

  /// Its context, or its address.
  ///
  /// @param cluster of the body of a record
  /// @return empty if it is not known
  public static String of(Value.Obj cluster) {
    return cluster
        .text("context")
        .filter(it -> !it.isEmpty() && !it.equals("in-cluster"))
        .or(() -> cluster.text("server"))
        .orElse("");
  }
}
