package dev.drift.model;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is made once, by the first thread that asks for it; others wait.
public final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private Optional<T> made = Optional.empty();

  public Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(maker.get());
    }
    return made.get();
  }
}
