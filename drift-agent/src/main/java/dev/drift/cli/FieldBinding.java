package dev.drift.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/// Hands what picocli read on to a field, and keeps it for picocli, which adds to a list.
///
/// @param <V> type of the field; the option's own type is the same, so that picocli sets no other
final class FieldBinding<V> implements IGetter, ISetter {
  private final Consumer<V> field;
  private @Nullable Object value;

  FieldBinding(Consumer<V> field) {
    this.field = field;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public <T> @Nullable T get() {
    return (T) value;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T> @Nullable T set(T newValue) {
    T before = (T) value;
    value = newValue;
    field.accept((V) newValue);
    return before;
  }
}
