package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.List;

/// A resource that Git declares.
///
/// @param content the manifest with its namespace filled in, otherwise as written
/// @param manifest where it comes from
/// @param newer what else Git says at commits that its deployer has not applied yet
public record DesiredResource(
    ResourceRef ref, Value.Obj content, Manifest manifest, List<Newer> newer)
    implements Identified {
  /// Git says nothing newer.
  public DesiredResource(ResourceRef ref, Value.Obj content, Manifest manifest) {
    this(ref, content, manifest, List.of());
  }

  public DesiredResource {
    requireNonNull(ref, "ref is null");
    requireNonNull(content, "content is null");
    requireNonNull(manifest, "manifest is null");
    newer = List.copyOf(newer);
  }

  @Override
  public ResourceId id() {
    return ref.id();
  }
}
