package dev.drift.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of an object while some of them change; copied at the first change alone.
public final class Edited {
  private final Value.Obj before;
  private @Nullable Map<String, Value> after;

  /// None has changed yet.
  public Edited(Value.Obj object) {
    this.before = object;
  }

  /// @param value that the field has; the same instance as `other` where nothing changes
  /// @param other that it is to have; null where it goes
  public void set(String name, Value value, @Nullable Value other) {
    if (other == null) {
      remove(name);
    } else if (isOther(value, other)) {
      copy().put(name, other);
    }
  }

  /// Gives a field this value, unless there is none.
  public void add(String name, @Nullable Value value) {
    if (value != null && isOther(before.fields().get(name), value)) {
      copy().put(name, value);
    }
  }

  /// Takes a field out, if it is there.
  public void remove(String name) {
    if (has(name)) {
      copy().remove(name);
    }
  }

  /// Whether the field is there now.
  public boolean has(String name) {
    return after == null ? before.fields().containsKey(name) : after.containsKey(name);
  }

  /// The object as it is now; the one that it was where nothing changed.
  public Value.Obj object() {
    return after == null ? before : new Value.Obj(after);
  }

  /// Whether it is another instance: what is equal and another is rare, and costs a copy.
  @SuppressWarnings("ReferenceEquality")
  public static boolean isOther(@Nullable Value one, @Nullable Value other) {
    return one != other;
  }

  private Map<String, Value> copy() {
    if (after == null) {
      after = before.copy();
    }
    return after;
  }
}
