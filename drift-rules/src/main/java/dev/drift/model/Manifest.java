package dev.drift.model;

import static java.util.Objects.requireNonNull;

/// One document that describes a resource, as written: nothing filled in, nothing dropped.
///
/// @param namespace empty if the document names none
/// @param content as YAML or JSON says it, nulls included
public record Manifest(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    Value.Obj content,
    Places places) {
  public Manifest {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
    requireNonNull(places, "places is null");
  }

  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, kind);
  }

  /// Whether it is of this kind, in whatever version.
  public boolean is(GroupKind other) {
    return kind.equals(other.kind()) && groupKind().equals(other);
  }
}
