package dev.drift.differential;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import java.util.List;

/// An object for which a law does not hold, made as small as it can be.
record Breach(String kind, Value.Obj desired, Value.Obj stored, List<String> breaches) {
  Breach {
    breaches = List.copyOf(breaches);
  }

  /// Equal for objects that differ in the same way.
  static String pattern(List<String> breaches) {
    return String.join("; ", breaches).replaceAll("\\[[^]]*]", "[]");
  }

  /// Both sides as JSON, which `desired.yaml` and `live.yaml` of a fixture may be.
  @Override
  public String toString() {
    return "%s%n  %s%n  desired: %s%n  stored:  %s"
        .formatted(
            kind,
            String.join("\n  ", breaches),
            JsonWriter.text(desired),
            JsonWriter.text(stored()));
  }
}
