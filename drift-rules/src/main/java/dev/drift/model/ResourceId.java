package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import org.jspecify.annotations.Nullable;

/// Which object: the same in Git and in the cluster, whatever version it is written in.
///
/// @param namespace empty for cluster-scoped kinds
public record ResourceId(GroupKind groupKind, String namespace, String name)
    implements Comparable<ResourceId> {

  public ResourceId {
    requireNonNull(groupKind, "groupKind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
  }

  public String kind() {
    return groupKind.kind();
  }

  /// The namespace that it is in, or is; empty for what is in none.
  public String home() {
    return groupKind.equals(Kinds.NAMESPACE) ? name : namespace;
  }

  // Written out: until C2 compiles them, those that Java makes for records are several times
  // slower,
  // and each update of a cluster's state hashes all of its objects.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof ResourceId that
            && name.equals(that.name)
            && namespace.equals(that.namespace)
            && groupKind.equals(that.groupKind));
  }

  @Override
  public int hashCode() {
    return 31 * (31 * groupKind.hashCode() + namespace.hashCode()) + name.hashCode();
  }

  /// By namespace, kind and name.
  @Override
  public int compareTo(ResourceId other) {
    int namespaces = namespace.compareTo(other.namespace);
    if (namespaces != 0) {
      return namespaces;
    }
    int kinds = groupKind.compareTo(other.groupKind);
    return kinds != 0 ? kinds : name.compareTo(other.name);
  }

  /// As people write it: `Deployment trino/trino-worker`.
  @Override
  public String toString() {
    return groupKind.kind() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
