package dev.drift.attribute;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonWriter;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// List keys as `fieldsV1` writes them: compact JSON with its fields sorted.
final class FieldKeys {
  private static final JsonFactory JSON = new JsonFactory();

  private FieldKeys() {}

  static String key(List<Path.Part> parts) {
    Map<String, Value> fields = new LinkedHashMap<>();
    parts.stream()
        .sorted(Comparator.comparing(Path.Part::name))
        .forEach(part -> fields.put(part.name(), part.value()));
    return json(new Value.Obj(fields));
  }

  static String text(String value) {
    return json(Value.of(value));
  }

  private static String json(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      JsonWriter.write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    return text.toString();
  }
}
