package dev.drift.model;

/// Something that describes one resource, in Git or in the cluster.
public interface Identified {
  /// Which resource.
  ResourceId id();
}
