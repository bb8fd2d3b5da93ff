package dev.drift.yaml;

import dev.drift.model.origin.Places;
import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/// A value with its places.
///
/// @param size how many values it is, itself included, with aliases followed
/// @param height how many lists and mappings stand in one another at its deepest
/// @param fields of an object, by name; empty otherwise
record Expansion(
    Value value, Places.Node node, int size, int height, Map<String, Expansion> fields) {

  /// This with every place marked as shared by an anchor.
  Expansion shared() {
    Map<String, Expansion> sharedFields = new LinkedHashMap<>();
    fields.forEach((name, field) -> sharedFields.put(name, field.shared()));
    return new Expansion(value, shared(node), size, height, sharedFields);
  }

  private static Places.Node shared(Places.Node node) {
    Map<String, Places.Node> fields = new LinkedHashMap<>();
    node.fields().forEach((name, field) -> fields.put(name, shared(field)));
    return new Places.Node(
        node.line(),
        node.column(),
        node.start(),
        node.end(),
        true,
        fields,
        node.items().stream().map(Expansion::shared).toList(),
        node.literal());
  }
}
