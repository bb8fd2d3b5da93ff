package dev.drift.secret;

import dev.drift.model.value.Value;

/// A value that people may see. Only a redactor makes one, so no plain secret can get into a
/// report: the types that reports take cannot hold it.
public sealed interface Shown {

  /// A value without secrets; secret parts of a text are replaced by their masks.
  final class Plain implements Shown {
    private final Value value;

    Plain(Value value) {
      this.value = value;
    }

    public Value value() {
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Plain that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }
  }

  /// A secret value by its keyed hash.
  record Masked(String mask, String keyId) implements Shown {}

  /// There is no value.
  record Absent() implements Shown {}
}
