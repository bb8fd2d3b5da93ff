package dev.drift.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import dev.drift.model.value.Fields;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Reads JSON as values: numbers as [java.math.BigDecimal], fields in their order.
public final class JsonReader {
  /// Values nested deeper are not read: all that walks through values does so by recursion.
  public static final int DEEPEST = 500;

  /// What the parser takes at most, so that it can go on behind a value that is too deep. API
  /// servers take no more of a JSON either:
  /// <https://github.com/kubernetes-sigs/json/blob/main/internal/golang/encoding/json/scanner.go>.
  private static final int DEEPEST_PARSED = 10_000;

  /// Source excerpts are off: an error message must not quote what may be a secret.
  public static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_PARSED)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          .build();

  /// For what an API server says: no duplicate keys there, and no need to look for them. Buffers
  /// are not kept for later: what a server said may be secret.
  public static final JsonFactory TRUSTED_FACTORY =
      new JsonFactoryBuilder()
          .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_PARSED)
                  .maxStringLength(64 * 1024 * 1024)
                  .build())
          .build();

  /// Writing `1e999999999` out would take a gigabyte. Go's float64, which is what an API server
  /// keeps, ends at 309 digits before the point and 324 after it.
  private static final int DIGITS = 1_100;

  private JsonReader() {}

  /// @throws IOException if the text is not JSON, or the stream breaks
  public static Value read(InputStream in) throws IOException {
    try (JsonParser parser = TRUSTED_FACTORY.createParser(in)) {
      parser.nextToken();
      return value(parser);
    }
  }

  /// @throws IOException if the text is not JSON
  public static Value read(String text) throws IOException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      parser.nextToken();
      Value value = value(parser);
      if (parser.nextToken() != null) {
        throw new IOException("unexpected content after the end of the JSON value");
      }
      return value;
    }
  }

  /// The value whose first token the parser stands on; leaves it on the last one.
  ///
  /// @throws StreamConstraintsException if it is nested too deeply
  /// @throws IOException if the text is not JSON, or the stream breaks
  public static Value value(JsonParser parser) throws IOException {
    return value(parser, 0);
  }

  private static Value value(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new IOException("the JSON ends where a value is expected");
    }
    if (token.isStructStart() && depth == DEEPEST) {
      throw new StreamConstraintsException("a value is nested too deeply");
    }
    return switch (token) {
      case START_OBJECT -> object(parser, depth + 1);
      case START_ARRAY -> array(parser, depth + 1);
      case VALUE_STRING -> Value.of(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case VALUE_NULL -> Value.Null.NULL;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("unexpected JSON token " + token);
    };
  }

  private static Value.Num number(JsonParser parser) throws IOException {
    BigDecimal number;
    try {
      number = parser.getDecimalValue();
    } catch (NumberFormatException _) {
      // An exponent that no int holds; the message quotes the number.
      throw new IOException("a number has too many digits");
    }
    if (Math.abs((long) number.precision() - number.scale()) > DIGITS
        || Math.abs((long) number.scale()) > DIGITS) {
      throw new IOException("a number has too many digits");
    }
    return new Value.Num(number);
  }

  private static Value.Obj object(JsonParser parser, int depth) throws IOException {
    Fields fields = new Fields();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.put(name, value(parser, depth));
    }
    return fields.object();
  }

  private static Value.Arr array(JsonParser parser, int depth) throws IOException {
    List<Value> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, depth));
    }
    return new Value.Arr(items);
  }
}
