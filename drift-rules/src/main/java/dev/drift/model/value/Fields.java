package dev.drift.model.value;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// Gathers the fields of an object, in their order.
public final class Fields {
  private String[] names;
  private Value[] values;
  private int size;

  /// None yet.
  public Fields() {
    this(4);
  }

  /// @param expected how many there will be
  Fields(int expected) {
    names = new String[expected];
    values = new Value[expected];
  }

  /// A name that is given again keeps its first place and has its last value.
  public void put(String name, Value value) {
    if (size == names.length) {
      names = names(2 * size + 1);
      values = values(2 * size + 1);
    }
    names[size] = requireNonNull(name, "name is null");
    values[size++] = requireNonNull(value, "value is null");
  }

  /// The object; what is put later is not in it.
  public Value.Obj object() {
    return size == 0 ? Value.Obj.EMPTY : new Value.Obj(FieldMap.of(names(size), values(size)));
  }

  /// The same, where no name was given twice.
  Value.Obj distinct() {
    return size == 0
        ? Value.Obj.EMPTY
        : new Value.Obj(FieldMap.distinct(names(size), values(size)));
  }

  private String[] names(int length) {
    if (length == names.length) {
      return names;
    }
    return Arrays.copyOf(names, length);
  }

  private Value[] values(int length) {
    if (length == values.length) {
      return values;
    }
    return Arrays.copyOf(values, length);
  }
}
