package dev.drift.forge.request;

import static java.util.Objects.requireNonNull;

import dev.drift.forge.RestAnswer;
import dev.drift.model.value.Value;
import java.util.Optional;
import java.util.function.Function;

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

  /// @param read gives nothing if the answer lacks what its documentation says
  static <T> Answer<T> of(RestAnswer answer, Function<Value, Optional<T>> read) {
    return switch (answer) {
      case RestAnswer.Ok(Value body) ->
          read.apply(body)
              .<Answer<T>>map(Ok::new)
              .orElseGet(() -> new Unknown<>("its answer lacks fields"));
      case RestAnswer.Refused(int _, String reason) -> new Refused<>(reason);
      case RestAnswer.NotSent(String reason) -> new Refused<>(reason);
      case RestAnswer.Unknown(String reason) -> new Unknown<>(reason);
    };
  }
}
