package dev.drift.plan.patch;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;

/// One operation of a JSON Patch (RFC 6902). `move` and `copy` are left out: what they do depends
/// on values that nobody has tested.
public sealed interface PatchOperation {
  /// A JSON Pointer (RFC 6901), such as `/spec/replicas`.
  String pointer();

  Value.Obj json();

  /// The patch changes nothing unless the value is this one.
  record Test(String pointer, Value value) implements PatchOperation {
    public Test {
      requireNonNull(pointer, "pointer is null");
      requireNonNull(value, "value is null");
    }

    @Override
    public Value.Obj json() {
      return operation("test", pointer).with("value", value);
    }
  }

  /// Adds a field, or an item of a list before the one that is there.
  record Add(String pointer, Value value) implements PatchOperation {
    public Add {
      requireNonNull(pointer, "pointer is null");
      requireNonNull(value, "value is null");
    }

    @Override
    public Value.Obj json() {
      return operation("add", pointer).with("value", value);
    }
  }

  /// Fails if nothing is there.
  record Replace(String pointer, Value value) implements PatchOperation {
    public Replace {
      requireNonNull(pointer, "pointer is null");
      requireNonNull(value, "value is null");
    }

    @Override
    public Value.Obj json() {
      return operation("replace", pointer).with("value", value);
    }
  }

  /// Fails if nothing is there.
  record Remove(String pointer) implements PatchOperation {
    public Remove {
      requireNonNull(pointer, "pointer is null");
    }

    @Override
    public Value.Obj json() {
      return operation("remove", pointer);
    }
  }

  private static Value.Obj operation(String op, String pointer) {
    return Value.Obj.EMPTY.with("op", Value.of(op)).with("path", Value.of(pointer));
  }
}
