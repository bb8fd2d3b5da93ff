package dev.drift.canonical.defaults;

import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Of owner references that say the same the server keeps the first.
///
/// `dedupOwnerReferences` in apiserver's pkg/endpoints/handlers/rest.go of Kubernetes.
final class OwnerReferences {
  private static final String FIELD = "ownerReferences";

  private OwnerReferences() {}

  static Value.Obj distinct(Value.Obj object) {
    Value.Obj metadata = object.object("metadata");
    List<Value> references = metadata.list(FIELD);
    Map<Value, Value> distinct = new LinkedHashMap<>();
    references.forEach(reference -> distinct.putIfAbsent(meaning(reference), reference));
    return distinct.size() == references.size()
        ? object
        : object.with(
            "metadata", metadata.with(FIELD, new Value.Arr(List.copyOf(distinct.values()))));
  }

  /// Null is absence, and so is text without a letter.
  private static Value meaning(Value reference) {
    if (!(reference instanceof Value.Obj(Map<String, Value> fields))) {
      return reference;
    }
    Map<String, Value> said = new LinkedHashMap<>(fields);
    said.values().removeIf(value -> value == Value.Null.NULL || value.equals(Value.of("")));
    return new Value.Obj(said);
  }
}
