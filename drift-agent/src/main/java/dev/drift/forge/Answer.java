package dev.drift.forge;

import static java.util.Objects.requireNonNull;

/// What a forge answered. Reasons are the second half of a sentence and hold no token.
public sealed interface Answer<T> {
  record Ok<T>(T value) implements Answer<T> {
    public Ok {
      requireNonNull(value, "value is null");
    }
  }

  /// Nothing was changed.
  record Refused<T>(String reason) implements Answer<T> {
    public Refused {
      requireNonNull(reason, "reason is null");
    }
  }

  /// Whether something was changed is not known.
  record Unknown<T>(String reason) implements Answer<T> {
    public Unknown {
      requireNonNull(reason, "reason is null");
    }
  }
}
