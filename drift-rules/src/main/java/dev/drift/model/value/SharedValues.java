package dev.drift.model.value;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// Keeps one copy of each value that thousands of objects have alike, and gives it to all of them.
/// Values are immutable, so sharing them changes nothing.
///
/// What is shared is the same to the last detail: the order of fields, and how a number is written.
/// Masked values are left as they are. Safe for use by several threads.
public final class SharedValues {
  private final ConcurrentMap<Object, Value> known = new ConcurrentHashMap<>();
  private final ConcurrentMap<List<String>, String[]> names = new ConcurrentHashMap<>();

  /// Nothing is known yet.
  public SharedValues() {}

  /// The parts of a list or an object, which are shared already: so they are compared by identity.
  ///
  /// @param names null for a list
  @SuppressWarnings("ArrayRecordComponent") // compared below
  private record Parts(String @Nullable [] names, Value[] values) {
    @Override
    @SuppressWarnings("ReferenceEquality")
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Parts that)
          || names != that.names
          || values.length != that.values.length) {
        return false;
      }
      for (int i = 0; i < values.length; i++) {
        if (values[i] != that.values[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = System.identityHashCode(names);
      for (Value value : values) {
        hash = 31 * hash + System.identityHashCode(value);
      }
      return hash;
    }
  }

  /// The object, made of shared parts.
  public Value.Obj of(Value.Obj object) {
    return (Value.Obj) value(object);
  }

  private Value value(Value value) {
    return switch (value) {
      case Value.Str text -> known.computeIfAbsent(text, _ -> text);
      case Value.Num number -> known.computeIfAbsent(number.value(), _ -> number);
      case Value.Arr list -> list(list);
      case Value.Obj object -> object(object);
      case Value.Bool truth -> known.computeIfAbsent(truth, _ -> truth);
      case Value.Masked _, Value.Null _ -> value;
    };
  }

  private Value list(Value.Arr list) {
    Value[] values = new Value[list.items().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(list.items().get(i));
    }
    return known.computeIfAbsent(
        new Parts(null, values), parts -> new Value.Arr(List.of(((Parts) parts).values())));
  }

  private Value object(Value.Obj object) {
    String[] own = object.names();
    String[] shared = names.computeIfAbsent(Arrays.asList(own), _ -> own);
    Value[] values = new Value[own.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(object.value(i));
    }
    return known.computeIfAbsent(
        new Parts(shared, values), _ -> new Value.Obj(FieldMap.distinct(shared, values)));
  }
}
