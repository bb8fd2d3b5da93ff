package dev.drift.world;

import dev.drift.model.ResourceId;
import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;

/// What the API server said when it was asked what it would store.
///
/// @param stored by declared resource
/// @param refused why it did not say it: the second half of a sentence, without a secret
public record ServerAnswers(Map<ResourceId, Value.Obj> stored, Map<ResourceId, String> refused) {
  /// It was not asked.
  public static final ServerAnswers NONE = new ServerAnswers(Map.of(), Map.of());

  public ServerAnswers {
    stored = Map.copyOf(stored);
    refused = Map.copyOf(refused);
  }

  public Optional<Value.Obj> of(ResourceId id) {
    return Optional.ofNullable(stored.get(id));
  }

  public Optional<String> refusalOf(ResourceId id) {
    return Optional.ofNullable(refused.get(id));
  }
}
