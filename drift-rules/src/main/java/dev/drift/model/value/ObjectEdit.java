package dev.drift.model.value;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of an object while some of them change; copied only at the first change.
public final class ObjectEdit {
  private final Value.Obj before;

  /// What the fields have now, each at its position; null until one changes.
  private @Nullable Value @Nullable [] values;

  /// Fields that were not there before; null until there is one.
  private @Nullable Map<String, Value> added;

  /// None has changed yet.
  public ObjectEdit(Value.Obj object) {
    this.before = object;
  }

  /// @param position of a field that was there before, counted from 0
  /// @param value that it is to have; null where it goes
  public void set(int position, @Nullable Value value) {
    if (values != null) {
      values[position] = value;
    } else if (isOther(before.value(position), value)) {
      values = new Value[before.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = before.value(i);
      }
      values[position] = value;
    }
  }

  /// Gives a field this value, unless there is none.
  public void add(String name, @Nullable Value value) {
    if (value == null) {
      return;
    }
    int position = before.position(name);
    if (position >= 0) {
      set(position, value);
      return;
    }
    if (added == null) {
      added = new LinkedHashMap<>();
    }
    added.put(name, value);
  }

  /// Takes a field out, if it is there.
  public void remove(String name) {
    int position = before.position(name);
    if (position >= 0) {
      set(position, null);
    } else if (added != null) {
      added.remove(name);
    }
  }

  /// Whether the field is there now.
  public boolean has(String name) {
    int position = before.position(name);
    return position >= 0
        ? values == null || values[position] != null
        : added != null && added.containsKey(name);
  }

  /// The object as it is now; the one that it was where nothing was changed. A field keeps its
  /// place, be it taken out and given again; new ones come last.
  public Value.Obj object() {
    if (values == null && added == null) {
      return before;
    }
    Fields fields = new Fields(before.size() + (added == null ? 0 : added.size()));
    for (int i = 0; i < before.size(); i++) {
      Value value = values == null ? before.value(i) : values[i];
      if (value != null) {
        fields.put(before.name(i), value);
      }
    }
    if (added != null) {
      for (Map.Entry<String, Value> field : added.entrySet()) {
        fields.put(field.getKey(), field.getValue());
      }
    }
    return fields.distinct();
  }

  /// Whether it is another instance: what is equal and another is rare, and costs a copy.
  @SuppressWarnings("ReferenceEquality")
  public static boolean isOther(@Nullable Value one, @Nullable Value other) {
    return one != other;
  }
}
