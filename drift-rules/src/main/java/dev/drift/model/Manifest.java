package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Value;
import java.util.Optional;

/// What describes a resource, as written or rendered: nothing filled in, nothing dropped.
///
/// @param namespace empty if the document names none
/// @param content as YAML or JSON says it, nulls included
public record Manifest(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    Value.Obj content,
    Origin origin) {
  public Manifest {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
    requireNonNull(origin, "origin is null");
  }

  /// What is the same each time that it is rendered.
  public Value determined() {
    Value determined = content;
    if (origin instanceof Generated generated) {
      for (Undetermined each : generated.undetermined()) {
        if (!each.path().isRoot()) {
          determined = each.replacedIn(determined, Optional.empty());
        }
      }
    }
    return determined;
  }

  public GroupKind groupKind() {
    return GroupKind.of(apiVersion, kind);
  }

  /// Whether it is of this kind, in whatever version.
  public boolean is(GroupKind other) {
    return kind.equals(other.kind()) && groupKind().equals(other);
  }
}
