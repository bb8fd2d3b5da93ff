package dev.drift.attribute;

import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Names who created an object, by `metadata.managedFields`.
///
/// An entry of a subresource is never the creator: an object is created by a request on itself, and
/// a controller often writes `status` within the same second. Its time is the one of the manager's
/// last change, so an entry that is younger than the object may hide an older one.
final class Creator {
  /// `managedFields` and `creationTimestamp` have whole seconds.
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private static final Comparator<FieldOwner> BY_FIELDS =
      Comparator.comparingInt(owner -> leaves(owner.fields()));

  private Creator() {}

  /// Empty when no entry is as old as the object and several managers wrote to it.
  static Optional<FieldOwner> of(LiveResource live) {
    List<FieldOwner> owners =
        live.owners().stream().filter(owner -> owner.subresource().isEmpty()).toList();
    List<FieldOwner> atCreation =
        owners.stream().filter(owner -> isAtCreation(owner, live.created())).toList();
    // Controllers may write within that second, too: the creator wrote most of the object.
    return owners.size() == 1 ? Optional.of(owners.getFirst()) : atCreation.stream().max(BY_FIELDS);
  }

  private static boolean isAtCreation(FieldOwner owner, Optional<Instant> created) {
    return created.isPresent()
        && owner.time().isPresent()
        && Duration.between(created.get(), owner.time().get()).abs().compareTo(CLOSE) <= 0;
  }

  private static int leaves(Value.Obj fields) {
    return fields.fields().isEmpty()
        ? 1
        : fields.fields().values().stream()
            .filter(Value.Obj.class::isInstance)
            .mapToInt(inner -> leaves((Value.Obj) inner))
            .sum();
  }
}
