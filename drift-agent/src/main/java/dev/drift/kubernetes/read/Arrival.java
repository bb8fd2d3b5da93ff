package dev.drift.kubernetes.read;

import dev.drift.model.LiveResource;
import dev.drift.model.Resources;
import dev.drift.model.value.SharedValues;
import dev.drift.model.value.Value;
import dev.drift.secret.ObjectMask;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What happens to objects as they arrive: they share what they have in common, and are masked if
/// no plain value may outlive them. Those that are as they were known are not kept twice.
final class Arrival {
  private final Optional<ObjectMask> mask;
  private final Resources<LiveResource> known;
  private final Optional<SharedValues> shared;
  private final Interner interner;

  Arrival(Optional<ObjectMask> mask) {
    this(mask, Resources.none(), Optional.empty());
  }

  private Arrival(
      Optional<ObjectMask> mask, Resources<LiveResource> known, Optional<SharedValues> shared) {
    this.mask = mask;
    this.known = known;
    this.shared = shared;
    this.interner =
        new Interner(
            mask.map(it -> (UnaryOperator<Value.Obj>) it::fieldSet)
                .orElse(UnaryOperator.identity()));
  }

  /// Objects stay in memory for long.
  ///
  /// @param known what was read before, masked alike
  static Arrival kept(Optional<ObjectMask> mask, Resources<LiveResource> known) {
    return new Arrival(mask, known, Optional.of(new SharedValues()));
  }

  /// Objects are kept as they are.
  static Arrival plain() {
    return new Arrival(Optional.empty());
  }

  Interner interner() {
    return interner;
  }

  /// An object of the same version may be served differently, as after a change of its CRD.
  LiveResource received(LiveResource object) {
    LiveResource masked = mask.map(it -> it.object(object)).orElse(object);
    LiveResource before = known.get(masked.id());
    if (before != null && before.equals(masked)) {
      return before;
    }
    return shared
        .map(it -> new LiveResource(masked.ref(), it.of(masked.content()), masked.owners()))
        .orElse(masked);
  }
}
