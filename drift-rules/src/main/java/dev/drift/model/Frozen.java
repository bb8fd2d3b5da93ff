package dev.drift.model;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The fields of an object, which nobody else holds: a view that lets nothing be changed.
final class Frozen extends AbstractMap<String, Value> {
  private final LinkedHashMap<String, Value> fields;

  @SuppressWarnings("NonApiType") // the order counts, and who gives it gives it away
  Frozen(LinkedHashMap<String, Value> fields) {
    this.fields = fields;
  }

  /// For the caller to change. By the fields themselves, for a view makes an object for each entry.
  @SuppressWarnings("NonApiType")
  LinkedHashMap<String, Value> copy() {
    return new LinkedHashMap<>(fields);
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    return fields.get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return fields.containsKey(name);
  }

  @Override
  public int size() {
    return fields.size();
  }

  @Override
  public Set<String> keySet() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    return Collections.unmodifiableMap(fields).entrySet();
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    fields.forEach(action);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Frozen that ? fields.equals(that.fields) : fields.equals(other);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }
}
