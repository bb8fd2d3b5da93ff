package dev.drift.act.notify;

import dev.drift.act.cluster.ClusterObjects;
import java.util.function.Consumer;

/// Lets channels write into the cluster of the run.
public interface ClusterAccess {
  /// Connects, lends the objects and ends the connection.
  ///
  /// @throws dev.drift.model.DriftException if the cluster cannot be reached, or the run read none
  void with(Consumer<ClusterObjects> use);
}
