package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Generated;
import dev.drift.model.origin.Origin;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What describes a resource, as written or rendered: nothing filled in, nothing dropped.
///
/// @param namespace empty if the document names none
/// @param content as YAML or JSON says it, nulls included
/// @param secrets paths whose values are secrets, whatever their names are: they were decrypted, or
///     come from a Secret. An index stands for any item
public record Manifest(
    String apiVersion,
    String kind,
    String namespace,
    String name,
    Value.Obj content,
    Origin origin,
    Set<Path> secrets) {
  public Manifest {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(content, "content is null");
    requireNonNull(origin, "origin is null");
    secrets = Set.copyOf(secrets);
  }

  /// In which names and shapes tell what is secret.
  public Manifest(
      String apiVersion,
      String kind,
      String namespace,
      String name,
      Value.Obj content,
      Origin origin) {
    this(apiVersion, kind, namespace, name, content, origin, Set.of());
  }

  /// The same with another content.
  public Manifest with(Value.Obj other) {
    return new Manifest(apiVersion, kind, namespace, name, other, origin, secrets);
  }

  /// The same from another origin.
  public Manifest with(Origin other) {
    return new Manifest(apiVersion, kind, namespace, name, content, other, secrets);
  }

  /// The same in another namespace.
  public Manifest in(String other) {
    return new Manifest(apiVersion, kind, other, name, content, origin, secrets);
  }

  /// The same with more paths whose values are secrets.
  public Manifest hiding(Set<Path> more) {
    Set<Path> all = new HashSet<>(secrets);
    all.addAll(more);
    return new Manifest(apiVersion, kind, namespace, name, content, origin, all);
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
