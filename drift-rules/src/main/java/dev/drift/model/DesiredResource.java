package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;

/// A resource that Git declares.
///
/// @param content the manifest with its namespace filled in, otherwise as written
/// @param manifest where it comes from
public record DesiredResource(ResourceRef ref, Value.Obj content, Manifest manifest)
    implements Identified {
  public DesiredResource {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
    requireNonNull(manifest, "manifest is null");
  }

  @Override
  public ResourceId id() {
    return ref.id();
  }
}
