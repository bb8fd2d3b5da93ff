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

  @Override
  public int compareTo(ResourceRef other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id.toString();
  }
}
