package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceRef;
import dev.drift.model.value.Value;

/// A resource that Git declares, as rules see it.
///
/// @param content the manifest with its namespace filled in and its secrets masked
public record Declared(ResourceRef ref, Value.Obj content) {
  public Declared {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
  }
}
