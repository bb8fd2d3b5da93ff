package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// A resource as reports name it.
///
/// @param apiVersion the version it was compared at, such as `apps/v1`
public record ResourceRef(String apiVersion, ResourceId id) implements Comparable<ResourceRef> {
  public ResourceRef {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(id, "id is null");
  }

  // By hand: those that records come with are slow until the second compiler has seen them.
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof ResourceRef that
            && id.equals(that.id)
            && apiVersion.equals(that.apiVersion));
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + apiVersion.hashCode();
  }

  @Override
  public int compareTo(ResourceRef other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
