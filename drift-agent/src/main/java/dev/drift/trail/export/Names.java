package dev.drift.trail.export;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;

/// Parts of records, for people.
final class Names {
  private Names() {}

  /// Such as `ConfigMap trino/settings`; empty if there is none.
  static String resource(Value.Obj resource) {
    String namespace = resource.text("namespace").orElse("");
    return "%s %s%s"
        .formatted(
            resource.text("kind").orElse(""),
            namespace.isEmpty() ? "" : namespace + "/",
            resource.text("name").orElse(""))
        .strip();
  }

  /// A value as a finding or an act has it: what is secret is masked in it.
  static String value(Value.Obj shown) {
    if (shown.get("value").isPresent()) {
      Value value = shown.get("value").get();
      return value instanceof Value.Str(String text) ? text : JsonWriter.text(value);
    }
    return shown
        .text("masked")
        .map("masked %s"::formatted)
        .orElse(shown.get("absent").isPresent() ? "(none)" : "");
  }
}
