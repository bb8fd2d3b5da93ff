package dev.drift.policy;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Constants by the names that policies give them.
public final class Labels<E extends Enum<E>> {
  private final E[] constants;
  private final Function<E, String> label;

  private Labels(E[] constants, Function<E, String> label) {
    this.constants = constants;
    this.label = label;
  }

  public static <E extends Enum<E>> Labels<E> of(Class<E> constants, Function<E, String> label) {
    return new Labels<>(constants.getEnumConstants(), label);
  }

  /// The constant at a field; anything else is a problem.
  public Optional<E> one(CheckedMapping fields, String name) {
    return fields.parsed(name, this::parse);
  }

  /// The constants in the list at a field; anything else is a problem.
  public Set<E> some(CheckedMapping fields, String name) {
    return new HashSet<>(fields.texts(name, this::parse));
  }

  /// All names.
  public String list() {
    return Arrays.stream(constants).map(label).collect(joining(", "));
  }

  private E parse(String text) {
    return Arrays.stream(constants)
        .filter(one -> label.apply(one).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("is not one of " + list()));
  }
}
