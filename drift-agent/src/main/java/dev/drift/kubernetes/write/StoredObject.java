package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// An object as the API server stores it.
///
/// @param managedFields word for word, as they are written back when an owner changes
public record StoredObject(LiveResource resource, List<Value> managedFields) {
  public StoredObject {
    requireNonNull(resource, "resource is null");
    managedFields = List.copyOf(managedFields);
  }

  public Optional<String> version() {
    return resource.metadata().text("resourceVersion");
  }
}
