package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;

/// An object that a deployer's record names.
///
/// @param namespace as the record writes it; empty if it names none, which means the deployer's
///     own namespace for a namespaced kind
/// @param rights a digest of the rights that the record gives the object; empty if it gives none,
///     or if they could not be read
public record HeldObject(GroupKind groupKind, String namespace, String name, String rights) {
  public HeldObject {
    requireNonNull(groupKind, "groupKind is null");
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    requireNonNull(rights, "rights is null");
  }
}
