package dev.drift.differential;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// JSON text to values and back, for what is known to be JSON.
final class Json {
  private Json() {}

  static Value.Obj object(String text) {
    try {
      return (Value.Obj) JsonReader.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// On one line; YAML reads it, too.
  static String text(Value value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonReader.FACTORY.createGenerator(text)) {
      JsonWriter.write(value, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
