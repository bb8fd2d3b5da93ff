package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// An object of the cluster.
///
/// @param content as the API server gave it, without `managedFields`
/// @param owners what `managedFields` said
public record LiveResource(ResourceRef ref, Value.Obj content, List<FieldOwner> owners) {
  public LiveResource {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
    owners = List.copyOf(owners);
  }

  public ResourceId id() {
    return ref.id();
  }

  public Value.Obj metadata() {
    return content.object("metadata");
  }
}
