package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/// Which object: the same in Git and in the cluster, whatever version it is written in.
///
/// @param namespace empty for cluster-scoped kinds
public record ResourceId(GroupKind groupKind, String namespace, String name)
    implements Comparable<ResourceId> {
  private static final Comparator<ResourceId> ORDER =
      Comparator.comparing(ResourceId::namespace)
          .thenComparing(ResourceId::groupKind)
          .thenComparing(ResourceId::name);

  public ResourceId {
    requireNonNull(groupKind, "groupKind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
  }

  public String kind() {
    return groupKind.kind();
  }

  @Override
  public int compareTo(ResourceId other) {
    return ORDER.compare(this, other);
  }

  /// As people write it: `Deployment trino/trino-worker`.
  @Override
  public String toString() {
    return groupKind.kind() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
