package dev.drift.testkit;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A JSON value: as much of JSON as the harness needs to talk to an API server without a library.
///
/// Reading a path that is not there gives [Nothing], whose text is empty and whose number is zero.
sealed interface Json {
  record Fields(Map<String, Json> fields) implements Json {
    public Fields {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  record Text(String value) implements Json {}

  record Number(BigDecimal value) implements Json {}

  record Flag(boolean value) implements Json {}

  record Nothing() implements Json {}

  static Json parse(String text) {
    return new JsonParser(text).document();
  }

  /// An object with these keys and values, in turn; a value is a Json, String, Integer, Boolean,
  /// List or Map of such.
  static Fields object(Object... keysAndValues) {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      fields.put((String) keysAndValues[i], of(keysAndValues[i + 1]));
    }
    return new Fields(fields);
  }

  static Json of(Object value) {
    return switch (value) {
      case Json json -> json;
      case String text -> new Text(text);
      case Integer number -> new Number(BigDecimal.valueOf(number));
      case Boolean flag -> new Flag(flag);
      case List<?> values -> new Items(values.stream().map(Json::of).toList());
      case Map<?, ?> map -> {
        Map<String, Json> fields = new LinkedHashMap<>();
        map.forEach((key, each) -> fields.put((String) key, of(each)));
        yield new Fields(fields);
      }
      default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
    };
  }

  default Json at(String... path) {
    Json here = this;
    for (String key : path) {
      here =
          here instanceof Fields(var fields)
              ? fields.getOrDefault(key, new Nothing())
              : new Nothing();
    }
    return here;
  }

  default String text(String... path) {
    return at(path) instanceof Text(var value) ? value : "";
  }

  default long number(String... path) {
    return at(path) instanceof Number(var value) ? value.longValue() : 0;
  }

  default boolean flag(String... path) {
    return at(path) instanceof Flag(var value) && value;
  }

  default List<Json> items(String... path) {
    return at(path) instanceof Items(var values) ? values : List.of();
  }

  default boolean has(String... path) {
    return !(at(path) instanceof Nothing);
  }

  default String render() {
    return switch (this) {
      case Fields(var fields) ->
          fields.entrySet().stream()
              .map(field -> quote(field.getKey()) + ":" + field.getValue().render())
              .collect(Collectors.joining(",", "{", "}"));
      case Items(var values) ->
          values.stream().map(Json::render).collect(Collectors.joining(",", "[", "]"));
      case Text(var value) -> quote(value);
      case Number(var value) -> value.toPlainString();
      case Flag(var value) -> Boolean.toString(value);
      case Nothing() -> "null";
    };
  }

  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      switch (each) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        default -> {
          if (each < ' ') {
            quoted.append(String.format("\\u%04x", (int) each));
          } else {
            quoted.append(each);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
