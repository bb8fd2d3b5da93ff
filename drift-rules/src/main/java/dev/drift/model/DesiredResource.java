package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.Optional;

/// A resource that Git declares.
///
/// @param content the manifest with its namespace filled in, otherwise as written
/// @param manifest where it comes from
/// @param newer what Git says since, if its deployer has applied an older commit
public record DesiredResource(
    ResourceRef ref, Value.Obj content, Manifest manifest, Optional<Newer> newer)
    implements Identified {
  /// Git says nothing newer.
  public DesiredResource(ResourceRef ref, Value.Obj content, Manifest manifest) {
    this(ref, content, manifest, Optional.empty());
  }

  public DesiredResource {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
    requireNonNull(manifest, "manifest is null");
    requireNonNull(newer, "newer is null");
  }

  @Override
  public ResourceId id() {
    return ref.id();
  }
}
