package dev.drift.evaluate;

import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import java.util.Optional;

/// What is being deleted: an object itself, or the namespace that it is in.
public record Deletions(LiveState live) {

  /// A sentence without a full stop; empty if the object is to stay.
  public Optional<String> of(LiveResource object) {
    return object
        .deletion()
        .map(deletion -> "it is " + deletion.sentence())
        .or(() -> ofNamespace(object.id()));
  }

  /// The same of an object that need not be there.
  public Optional<String> ofNamespace(ResourceId id) {
    if (id.namespace().isEmpty()) {
      return Optional.empty();
    }
    return Optional.ofNullable(
            live.resources().get(new ResourceId(Kinds.NAMESPACE, "", id.namespace())))
        .flatMap(LiveResource::deletion)
        .map(deletion -> "its namespace %s is %s".formatted(id.namespace(), deletion.sentence()));
  }
}
