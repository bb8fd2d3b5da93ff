package dev.drift.canonical;

import dev.drift.model.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of an object while some of them change; copied at the first change alone.
final class Edited {
  private final Value.Obj before;
  private @Nullable Map<String, Value> after;

  Edited(Value.Obj object) {
    this.before = object;
  }

  /// @param value that the field has; the same instance as `other` where nothing changes
  /// @param other that it is to have; null where it goes
  void set(String name, Value value, @Nullable Value other) {
    if (other == null) {
      remove(name);
    } else if (isOther(value, other)) {
      copy().put(name, other);
    }
  }

  /// Gives a field this value, unless there is none.
  void add(String name, @Nullable Value value) {
    if (value != null && isOther(before.fields().get(name), value)) {
      copy().put(name, value);
    }
  }

  void remove(String name) {
    if (has(name)) {
      copy().remove(name);
    }
  }

  boolean has(String name) {
    return after == null ? before.fields().containsKey(name) : after.containsKey(name);
  }

  Value.Obj object() {
    return after == null ? before : new Value.Obj(after);
  }

  /// Whether it is another instance: what is equal and another is rare, and costs a copy.
  @SuppressWarnings("ReferenceEquality")
  static boolean isOther(@Nullable Value one, @Nullable Value other) {
    return one != other;
  }

  private Map<String, Value> copy() {
    if (after == null) {
      after = before.copy();
    }
    return after;
  }
}
