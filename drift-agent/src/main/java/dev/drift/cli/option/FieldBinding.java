package dev.drift.cli.option;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/// Hands what picocli read on to a field, and keeps it: picocli adds to a list that it set before.
///
/// @param <V> what picocli makes of the option's text: set by the `type` of the option
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
