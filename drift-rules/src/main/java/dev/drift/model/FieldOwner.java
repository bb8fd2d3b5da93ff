package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.Optional;

/// An entry of `metadata.managedFields`: a hint at who wrote which fields. The name is the
/// client's own choice.
///
/// @param operation `Apply` or `Update`
/// @param subresource such as `status`; empty for the object itself
/// @param fields the set of fields in the form of `fieldsV1`
public record FieldOwner(
    String manager,
    String operation,
    Optional<Instant> time,
    String subresource,
    Value.Obj fields) {
  public FieldOwner {
    requireNonNull(manager, "manager is null");
    requireNonNull(operation, "operation is null");
    requireNonNull(time, "time is null");
    requireNonNull(subresource, "subresource is null");
    requireNonNull(fields, "fields is null");
  }
}
