package dev.drift.model;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is made once, by the first thread that asks for it; others wait. What it was made
/// of is released then.
public final class Lazy<T> implements Supplier<T> {
  private Optional<Supplier<T>> maker;
  private Optional<T> made = Optional.empty();

  public Lazy(Supplier<T> maker) {
    this.maker = Optional.of(maker);
  }

  @Override
  public synchronized T get() {
    if (made.isEmpty()) {
      made = Optional.of(maker.orElseThrow().get());
      maker = Optional.empty();
    }
    return made.get();
  }
}
