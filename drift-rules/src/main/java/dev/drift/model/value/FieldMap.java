package dev.drift.model.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The fields of an object in their order. Nobody can change them.
///
/// A run holds hundreds of thousands of these, most with a handful of fields: so they lie in
/// arrays, which take a third of what a [LinkedHashMap] takes, and a few are looked through one
/// by one.
final class FieldMap extends AbstractMap<String, Value> {
  private static final int FEW = 16;

  private final String[] names;
  private final Value[] values;

  /// Where each of many fields stands; null for a few.
  private final @Nullable Map<String, Integer> positions;

  private FieldMap(String[] names, Value[] values, @Nullable Map<String, Integer> positions) {
    this.names = names;
    this.values = values;
    this.positions = positions;
  }

  /// A copy; the same where it is frozen already.
  static FieldMap of(Map<String, Value> fields) {
    if (fields instanceof FieldMap frozen) {
      return frozen;
    }
    String[] names = new String[fields.size()];
    Value[] values = new Value[fields.size()];
    int i = 0;
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      names[i] = field.getKey();
      values[i++] = field.getValue();
    }
    return distinct(names, values);
  }

  /// Without a copy: the caller keeps the arrays no longer. A name that is there twice has its
  /// first place and its last value.
  static FieldMap of(String[] names, Value[] values) {
    Map<String, Integer> positions = positions(names);
    boolean twice = positions == null ? hasTwice(names) : positions.size() < names.length;
    if (twice) {
      LinkedHashMap<String, Value> last = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        last.put(names[i], values[i]);
      }
      return of(last);
    }
    return new FieldMap(names, values, positions);
  }

  /// The same for names of which none is there twice.
  static FieldMap distinct(String[] names, Value[] values) {
    return new FieldMap(names, values, positions(names));
  }

  private static boolean hasTwice(String[] names) {
    for (int i = 1; i < names.length; i++) {
      if (among(names, i, names[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// In a map of the JDK, which stays quick where somebody chose names of the same hash.
  private static @Nullable Map<String, Integer> positions(String[] names) {
    if (names.length <= FEW) {
      return null;
    }
    Map<String, Integer> positions = HashMap.newHashMap(names.length);
    for (int i = 0; i < names.length; i++) {
      positions.put(names[i], i);
    }
    return positions;
  }

  /// The position of the name among the first ones, or -1.
  @SuppressWarnings("ReferenceEquality") // names are mostly the same instances
  private static int among(String[] names, int first, String name) {
    int hash = name.hashCode();
    for (int i = 0; i < first; i++) {
      String other = names[i];
      if (other == name || (other.hashCode() == hash && other.equals(name))) {
        return i;
      }
    }
    return -1;
  }

  /// Where a field stands, counted from 0; -1 where it is not there.
  int position(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return -1;
    }
    return positions == null ? among(names, names.length, name) : positions.getOrDefault(name, -1);
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    int position = position(name);
    return position < 0 ? null : values[position];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return position(name) >= 0;
  }

  /// All names in their order; not to be changed.
  String[] names() {
    return names;
  }

  String name(int index) {
    return names[index];
  }

  Value value(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    for (int i = 0; i < names.length; i++) {
      action.accept(names[i], values[i]);
    }
  }

  @Override
  public Set<String> keySet() {
    return new Each<>(i -> names[i]) {
      @Override
      public boolean contains(@Nullable Object name) {
        return containsKey(name);
      }
    };
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return new Each<>(i -> Map.entry(names[i], values[i]));
  }

  /// Something of each field, in their order.
  private class Each<T> extends AbstractSet<T> {
    private final IntFunction<T> at;

    Each(IntFunction<T> at) {
      this.at = at;
    }

    @Override
    public int size() {
      return names.length;
    }

    @Override
    public Iterator<T> iterator() {
      return new Iterator<>() {
        private int next;

        @Override
        public boolean hasNext() {
          return next < names.length;
        }

        @Override
        public T next() {
          if (next >= names.length) {
            throw new NoSuchElementException();
          }
          return at.apply(next++);
        }
      };
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof FieldMap that)) {
      return super.equals(other);
    }
    if (this == that) {
      return true;
    }
    if (names.length != that.names.length) {
      return false;
    }
    for (int i = 0; i < names.length; i++) {
      int position = that.position(names[i]);
      if (position < 0 || !values[i].equals(that.values[position])) {
        return false;
      }
    }
    return true;
  }

  /// As of every map with these fields.
  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < names.length; i++) {
      hash += names[i].hashCode() ^ values[i].hashCode();
    }
    return hash;
  }
}
