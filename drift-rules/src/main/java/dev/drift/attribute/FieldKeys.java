package dev.drift.attribute;

import dev.drift.json.JsonWriter;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// List keys as `fieldsV1` writes them: compact JSON with its fields sorted.
final class FieldKeys {
  private FieldKeys() {}

  static String key(List<Path.Part> parts) {
    Map<String, Value> fields = new LinkedHashMap<>();
    parts.stream()
        .sorted(Comparator.comparing(Path.Part::name))
        .forEach(part -> fields.put(part.name(), part.value()));
    return JsonWriter.text(new Value.Obj(fields));
  }

  static String text(String value) {
    return JsonWriter.text(Value.of(value));
  }
}
