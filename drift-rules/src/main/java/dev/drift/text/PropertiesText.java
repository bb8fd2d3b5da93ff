package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/// Reads the properties files of Java as Java does: of doubled keys, the last counts.
final class PropertiesText {
  private PropertiesText() {}

  static Optional<Settings> read(String text) {
    InOrder properties = new InOrder();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // a broken Unicode escape
    }
    return Optional.of(new Settings(SettingsFormat.PROPERTIES, new Value.Obj(properties.values)));
  }

  /// Keeps the order of the text.
  @SuppressWarnings("serial") // it is never serialised
  private static final class InOrder extends Properties {
    private final Map<String, Value> values = new LinkedHashMap<>();

    @Override
    public synchronized Object put(Object key, Object value) {
      values.put((String) key, Value.of((String) value));
      return value;
    }
  }
}
