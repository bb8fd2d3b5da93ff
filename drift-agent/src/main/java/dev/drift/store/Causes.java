package dev.drift.store;

import java.util.Optional;

/// Looks through the causes of exceptions.
final class Causes {
  private static final int DEEPEST = 20;

  private Causes() {}

  /// The first of this type.
  static <E extends Throwable> Optional<E> of(Throwable failure, Class<E> type) {
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      if (type.isInstance(one)) {
        return Optional.of(type.cast(one));
      }
      one = one.getCause();
    }
    return Optional.empty();
  }

  /// The last of this type: what wraps it knows less.
  static <E extends Throwable> Optional<E> last(Throwable failure, Class<E> type) {
    Optional<E> last = Optional.empty();
    Throwable one = failure;
    for (int depth = 0; one != null && depth < DEEPEST; depth++) {
      if (type.isInstance(one)) {
        last = Optional.of(type.cast(one));
      }
      one = one.getCause();
    }
    return last;
  }

  /// The name of the type of the last one. Messages may quote what was written.
  static String root(Throwable failure) {
    Throwable one = failure;
    for (int depth = 0; one.getCause() != null && depth < DEEPEST; depth++) {
      one = one.getCause();
    }
    return one.getClass().getSimpleName();
  }
}
