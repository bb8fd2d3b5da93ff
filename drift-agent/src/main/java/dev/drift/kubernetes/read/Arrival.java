package dev.drift.kubernetes.read;

import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import dev.drift.secret.ObjectMask;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What happens to objects as they arrive: they share what they have in common, and are masked if
/// no plain value may outlive them.
final class Arrival {
  private final Optional<ObjectMask> mask;
  private final Interner interner;

  Arrival(Optional<ObjectMask> mask) {
    this.mask = mask;
    this.interner =
        new Interner(
            mask.map(it -> (UnaryOperator<Value.Obj>) it::fieldSet)
                .orElse(UnaryOperator.identity()));
  }

  /// Objects are kept as they are.
  static Arrival plain() {
    return new Arrival(Optional.empty());
  }

  Interner interner() {
    return interner;
  }

  LiveResource received(LiveResource object) {
    return mask.map(it -> it.object(object)).orElse(object);
  }
}
