package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a finding must have been there. Both must hold.
///
/// @param checks in a row that found it, the present one included
/// @param duration since the first of these
public record Persistence(int checks, Duration duration) {
  /// Of a rule that acts at once.
  public static final Persistence NONE = new Persistence(1, Duration.ZERO);

  public Persistence {
    requireNonNull(duration, "duration is null");
  }

  /// Why it has to wait; empty if it has been there long enough.
  ///
  /// @param seen empty if no earlier run found it
  Optional<Hold.NotPersistent> hold(Instant now, Optional<Seen> seen) {
    int found = seen.map(Seen::checks).orElse(0) + 1;
    Instant since = seen.map(Seen::since).orElse(now);
    boolean longEnough = !now.isBefore(since.plus(duration));
    return found >= checks && longEnough
        ? Optional.empty()
        : Optional.of(new Hold.NotPersistent(found, since, Duration.between(since, now), this));
  }
}
