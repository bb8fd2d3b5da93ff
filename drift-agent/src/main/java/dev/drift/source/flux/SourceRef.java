package dev.drift.source.flux;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Manifest;

/// What a Kustomization names as its source.
///
/// @param kind such as `GitRepository`
record SourceRef(String kind, String namespace, String name) {
  SourceRef {
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
  }

  /// To this object.
  static SourceRef to(Manifest manifest) {
    return new SourceRef(manifest.kind(), FluxKustomization.namespace(manifest), manifest.name());
  }

  /// Such as `GitRepository flux-system/apps`.
  @Override
  public String toString() {
    return "%s %s/%s".formatted(kind, namespace, name);
  }
}
