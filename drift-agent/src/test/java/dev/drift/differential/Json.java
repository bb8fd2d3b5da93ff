package dev.drift.differential;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;

/// JSON text to values, for what is known to be JSON.
final class Json {
  private Json() {}

  static Value.Obj object(String text) {
    try {
      return (Value.Obj) JsonReader.read(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
