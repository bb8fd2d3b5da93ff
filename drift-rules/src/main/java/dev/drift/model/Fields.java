package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// Gathers the fields of an object, in their order.
public final class Fields {
  private String[] names = new String[4];
  private Value[] values = new Value[4];
  private int size;

  /// None yet.
  public Fields() {}

  /// A name that is given again keeps its first place and has its last value.
  public void put(String name, Value value) {
    if (size == names.length) {
      names = Arrays.copyOf(names, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    names[size] = requireNonNull(name, "name is null");
    values[size++] = requireNonNull(value, "value is null");
  }

  /// The object; what is put later is not in it.
  public Value.Obj object() {
    return size == 0
        ? Value.Obj.EMPTY
        : new Value.Obj(Frozen.of(Arrays.copyOf(names, size), Arrays.copyOf(values, size)));
  }
}
