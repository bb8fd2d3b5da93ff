package dev.drift.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlReadFeature;
import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads TOML. Dates and fractions are kept as text: a date is no text that is spelled like it, and
/// `1.0` is not `1`, which most programs refuse where they want the other.
final class TomlText {
  private static final int DEPTH = 50;
  private static final int DIGITS = 400;

  private static final TomlFactory TEXTS = factory(false);

  /// Tells dates from texts.
  private static final TomlFactory DATES = factory(true);

  private final JsonParser texts;
  private final JsonParser dates;
  private final Set<Path> unquoted = new HashSet<>();

  private TomlText(JsonParser texts, JsonParser dates) {
    this.texts = texts;
    this.dates = dates;
  }

  private static TomlFactory factory(boolean dates) {
    return TomlFactory.builder()
        .configure(TomlReadFeature.PARSE_JAVA_TIME, dates)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
        .build();
  }

  static Optional<Settings> read(String text) {
    // The parser takes half a character for the end of the text.
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      return Optional.empty();
    }
    try (JsonParser texts = TEXTS.createParser(text);
        JsonParser dates = DATES.createParser(text)) {
      TomlText toml = new TomlText(texts, dates);
      toml.next();
      Value root = toml.value(Path.ROOT);
      return Optional.of(new Settings(SettingsFormat.TOML, root, toml.unquoted));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private JsonToken next() throws IOException {
    dates.nextToken();
    return texts.nextToken();
  }

  private Value value(Path path) throws IOException {
    return switch (texts.currentToken()) {
      case START_OBJECT -> object(path);
      case START_ARRAY -> array(path);
      case VALUE_STRING ->
          dates.currentToken() == JsonToken.VALUE_EMBEDDED_OBJECT
              ? kept(path, texts.getText())
              : Value.of(texts.getText());
      case VALUE_NUMBER_INT -> new Value.Num(new BigDecimal(texts.getBigIntegerValue()));
      case VALUE_NUMBER_FLOAT -> kept(path, texts.isNaN() ? texts.getText() : fraction());
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME ->
          throw new IOException("no value of TOML");
    };
  }

  private Value kept(Path path, String spelled) {
    unquoted.add(path);
    return Value.of(spelled);
  }

  /// With a point, so that it equals no whole number.
  private String fraction() throws IOException {
    BigDecimal number = texts.getDecimalValue().stripTrailingZeros();
    if (Math.abs((long) number.precision() - number.scale()) > DIGITS
        || Math.abs((long) number.scale()) > DIGITS) {
      throw new IOException("a number has too many digits");
    }
    return number.scale() > 0 ? number.toPlainString() : number.toPlainString() + ".0";
  }

  private Value.Obj object(Path path) throws IOException {
    Map<String, Value> fields = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = texts.currentName();
      next();
      fields.put(name, value(path.field(name)));
    }
    return new Value.Obj(fields);
  }

  private Value.Arr array(Path path) throws IOException {
    List<Value> items = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      items.add(value(path.plus(new Path.Index(items.size()))));
    }
    return new Value.Arr(items);
  }
}
