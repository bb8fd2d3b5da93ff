package dev.drift.differential;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Single values that are likely to be stored in another form than they are written.
final class Oddities {
  private static final List<Value> TEXT =
      texts(
          "",
          "",
          "a",
          "b",
          "x",
          "true",
          "0",
          " a ",
          "a.example.org",
          "10.0.0.1",
          "/a",
          "example.org/a");
  private static final List<Value> INTEGERS =
      List.of(
          num("0"),
          num("0"),
          num("1"),
          num("2"),
          num("30"),
          num("600"),
          num("8080"),
          num("-1"),
          num("1e1"),
          num("1.0"));
  private static final List<Value> NUMBERS = List.of(num("0"), num("1"), num("0.5"), num("1e-3"));
  private static final List<Value> BOOLEANS = List.of(Value.of(false), Value.of(true));
  private static final List<Value> QUANTITIES =
      List.of(
          Value.of("1000m"),
          Value.of("0.5Gi"),
          Value.of("1e3"),
          Value.of("1E"),
          Value.of("100k"),
          Value.of("0"),
          Value.of("0m"),
          Value.of("0.1"),
          Value.of(".5"),
          Value.of("5."),
          Value.of("+1"),
          Value.of("1.0"),
          Value.of("1Ki"),
          Value.of("1024Mi"),
          Value.of("1n"),
          Value.of("100u"),
          Value.of("0.0001"),
          Value.of("1E3"),
          Value.of("1e-3"),
          Value.of("12345678901234567890"),
          Value.of("9Ei"),
          Value.of("1.5Ki"),
          Value.of("-1"),
          Value.of(" 1"),
          num("0"),
          num("1"),
          num("0.5"),
          num("1e3"),
          num("1.10"));
  private static final List<Value> INT_OR_STRINGS =
      List.of(
          num("0"),
          num("1"),
          num("80"),
          Value.of("0%"),
          Value.of("50%"),
          Value.of("100%"),
          Value.of("http"),
          Value.of("80"),
          Value.of(""),
          Value.of("a"));
  private static final List<Value> TIMES =
      texts(
          "2026-01-31T12:00:00Z",
          "2026-01-31T12:00:00+02:00",
          "2026-01-31T12:00:00.5Z",
          "2026-01-31T12:00:00.123456Z",
          "0001-01-01T00:00:00Z");
  private static final List<Value> BYTES = texts("", "YQ==", "YWFh", "YQ==\n", "YWFhYWFh\nYWFh");
  private static final List<Value> ANYTHING =
      List.of(
          Value.Obj.EMPTY,
          Value.Arr.EMPTY,
          Value.of(""),
          Value.of("a"),
          num("0"),
          num("1"),
          Value.of(false),
          new Value.Obj(Map.of("a", Value.Null.NULL, "b", Value.Obj.EMPTY)),
          new Value.Arr(List.of(num("1"), num("1"), Value.of(""))));

  private Oddities() {}

  static List<Value> of(Shape.Sort sort) {
    return switch (sort) {
      case TEXT -> TEXT;
      case INTEGER -> INTEGERS;
      case NUMBER -> NUMBERS;
      case BOOLEAN -> BOOLEANS;
      case QUANTITY -> QUANTITIES;
      case INT_OR_STRING -> INT_OR_STRINGS;
      case TIME -> TIMES;
      case BYTES -> BYTES;
      case ANY -> ANYTHING;
      case LIST -> List.of(Value.Arr.EMPTY);
      case OBJECT, MAP -> List.of(Value.Obj.EMPTY);
    };
  }

  /// What Go takes for nothing.
  static Value zero(Shape.Sort sort) {
    return switch (sort) {
      case TEXT, TIME, BYTES -> Value.of("");
      case INTEGER, NUMBER, INT_OR_STRING -> Value.of(0);
      case QUANTITY -> Value.of("0");
      case BOOLEAN -> Value.of(false);
      case LIST -> Value.Arr.EMPTY;
      case OBJECT, MAP, ANY -> Value.Obj.EMPTY;
    };
  }

  private static Value num(String number) {
    return new Value.Num(new BigDecimal(number));
  }

  private static List<Value> texts(String... texts) {
    return List.of(texts).stream().<Value>map(Value::of).toList();
  }
}
