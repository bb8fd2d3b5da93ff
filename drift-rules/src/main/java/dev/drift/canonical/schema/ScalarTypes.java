package dev.drift.canonical.schema;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// When two single values of a type are the same, and which values a type takes.
public final class ScalarTypes {
  private static final Instant NO_TIME = Instant.parse("0001-01-01T00:00:00Z");

  private ScalarTypes() {}

  static boolean equal(Type.Scalar type, Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    return switch (type) {
      case QUANTITY -> same(Quantity.parse(one), Quantity.parse(other));
      case TIME -> same(second(one), second(other));
      case MICRO_TIME -> same(instant(one), instant(other));
      case BYTES ->
          one instanceof Value.Str(String a)
              && other instanceof Value.Str(String b)
              && Arrays.equals(bytes(a), bytes(b));
      case STRING, BOOLEAN, INTEGER, NUMBER, INT_OR_STRING, DURATION -> false;
    };
  }

  /// Equal for values that are equal.
  static int hash(Type.Scalar type, Value value) {
    return switch (type) {
      case QUANTITY -> Quantity.parse(value).map(Value.Num::new).map(Value::hashCode).orElse(0);
      case TIME -> second(value).map(Instant::hashCode).orElse(value.hashCode());
      case MICRO_TIME -> instant(value).map(Instant::hashCode).orElse(value.hashCode());
      case BYTES ->
          value instanceof Value.Str(String text) ? Arrays.hashCode(bytes(text)) : value.hashCode();
      case STRING, BOOLEAN, INTEGER, NUMBER, INT_OR_STRING, DURATION -> value.hashCode();
    };
  }

  private static <T extends Comparable<T>> boolean same(Optional<T> one, Optional<T> other) {
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
  }

  /// Whether the API server takes the value for this type at all.
  public static boolean accepts(Type.Scalar type, Value value) {
    if (value instanceof Value.Masked) {
      return true;
    }
    return switch (type) {
      case STRING, DURATION, TIME, MICRO_TIME -> value instanceof Value.Str;
      case BYTES -> value instanceof Value.Str(String text) && decoded(text).isPresent();
      case BOOLEAN -> value instanceof Value.Bool;
      case INTEGER ->
          value instanceof Value.Num(BigDecimal number)
              && (number.scale() <= 0 || number.stripTrailingZeros().scale() <= 0);
      case NUMBER -> value instanceof Value.Num;
      case QUANTITY -> Quantity.parse(value).isPresent();
      case INT_OR_STRING -> value instanceof Value.Num || value instanceof Value.Str;
    };
  }

  /// Whether the value is the zero of its Go type.
  public static boolean isZero(Type.Scalar type, Value value) {
    if (value instanceof Value.Str(String text)) {
      return text.isEmpty()
          || (type == Type.Scalar.QUANTITY
              && Quantity.parse(value).map(q -> q.signum() == 0).orElse(false));
    }
    if (value instanceof Value.Num(BigDecimal number)) {
      return number.signum() == 0;
    }
    return value instanceof Value.Bool(boolean bool) ? !bool : value instanceof Value.Null;
  }

  private static Optional<Instant> instant(Value value) {
    if (!(value instanceof Value.Str(String text))) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Whether the value is the time that Go prints as null, pointer or not.
  public static boolean isNoTime(Type type, Value value) {
    return (type == Type.Scalar.TIME || type == Type.Scalar.MICRO_TIME)
        && instant(value).equals(Optional.of(NO_TIME));
  }

  /// The server keeps whole seconds.
  private static Optional<Instant> second(Value value) {
    return instant(value).map(instant -> instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /// Line breaks within base64 have no meaning; text that is not base64 stands for itself.
  private static byte[] bytes(String base64) {
    return decoded(base64).orElseGet(() -> base64.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> decoded(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64.replace("\n", "").replace("\r", "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
