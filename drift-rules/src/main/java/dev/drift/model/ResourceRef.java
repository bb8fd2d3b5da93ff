package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.ApiKind;
import java.util.Collection;
import java.util.Optional;

/// A resource as reports name it.
///
/// @param apiVersion the version it was compared at, such as `apps/v1`
public record ResourceRef(String apiVersion, ResourceId id) implements Comparable<ResourceRef> {
  public ResourceRef {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(id, "id is null");
  }

  /// The kind of the resource at its version, if it is among these.
  public Optional<ApiKind> among(Collection<ApiKind> served) {
    return served.stream()
        .filter(each -> each.apiVersion().equals(apiVersion) && each.kind().equals(id.kind()))
        .findFirst();
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
