package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What a Helm release's record says that is not secret: which objects it installed.
///
/// @param namespace into which the release was installed
/// @param name of the release
/// @param complete whether every document of its manifest could be read
public record ReleaseFacts(
    String namespace, String name, List<HeldObject> objects, boolean complete) {
  public ReleaseFacts {
    requireNonNull(namespace, "namespace is null");
    requireNonNull(name, "name is null");
    objects = List.copyOf(objects);
  }
}
