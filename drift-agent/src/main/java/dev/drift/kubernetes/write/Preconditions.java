package dev.drift.kubernetes.write;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.Optional;

/// Which object a deletion means: the API server refuses with a 409 if it is another one by now.
///
/// @param uid of the object, so that one of the same name that was made since is not deleted
/// @param resourceVersion empty if it may have changed since it was read
public record Preconditions(String uid, Optional<String> resourceVersion) {
  public Preconditions {
    requireNonNull(uid, "uid is null");
    requireNonNull(resourceVersion, "resourceVersion is null");
  }

  Value.Obj json() {
    Value.Obj json = Value.Obj.EMPTY.with("uid", Value.of(uid));
    return resourceVersion.isPresent()
        ? json.with("resourceVersion", Value.of(resourceVersion.get()))
        : json;
  }
}
