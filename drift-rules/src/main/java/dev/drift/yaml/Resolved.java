package dev.drift.yaml;

import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.util.Optional;

/// A scalar with the type that go-yaml v2 gives it.
sealed interface Resolved {
  enum Nothing implements Resolved {
    NOTHING
  }

  record Bool(boolean value) implements Resolved {}

  /// Within 64 bits, as Go's `int`.
  record Int(long value) implements Resolved {}

  /// What Go holds as `float64`; also whole numbers beyond 64 bits, which kubectl and the API
  /// server round to it.
  record Real(double value) implements Resolved {}

  record Text(String value) implements Resolved {}

  /// The JSON value, or nothing for infinity and NaN, which JSON does not have.
  default Optional<Value> toValue() {
    return switch (this) {
      case Nothing _ -> Optional.of(Value.Null.NULL);
      case Bool(boolean value) -> Optional.of(Value.of(value));
      case Int(long value) -> Optional.of(Value.of(value));
      case Real(double value) ->
          Double.isFinite(value) ? Optional.of(number(value)) : Optional.empty();
      case Text(String value) -> Optional.of(Value.of(value));
    };
  }

  /// The text of a key, as sigs.k8s.io/yaml makes it, or nothing for null.
  default Optional<String> toKey() {
    return switch (this) {
      case Nothing _ -> Optional.empty();
      case Bool(boolean value) -> Optional.of(Boolean.toString(value));
      case Int(long value) -> Optional.of(Long.toString(value));
      case Real(double value) -> Optional.of(GoFloat.key(value));
      case Text(String value) -> Optional.of(value);
    };
  }

  private static Value.Num number(double value) {
    return new Value.Num(new BigDecimal(Double.toString(value)).stripTrailingZeros());
  }
}
