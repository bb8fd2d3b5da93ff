package dev.drift.finding;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/// Which findings make a run end with 1.
///
/// @param drift drift of this severity or worse
/// @param posture posture of this severity or worse; empty for none
public record FailOn(Severity drift, Optional<Severity> posture) {
  /// Any drift, and no posture.
  public static final FailOn ANY_DRIFT = new FailOn(Severity.INFO, Optional.empty());

  public FailOn {
    requireNonNull(drift, "drift is null");
    requireNonNull(posture, "posture is null");
  }

  /// What a run has to see to say that nothing of this is there.
  public Set<Coverage.Need> needs() {
    return posture.isPresent()
        ? Set.of(Coverage.Need.DRIFT, Coverage.Need.POSTURE)
        : Set.of(Coverage.Need.DRIFT);
  }

  /// Whether there is drift that makes the run end with 1.
  public boolean driftFails(Report report) {
    return report.drift().stream().anyMatch(it -> report.fails(it, this));
  }

  /// Whether a finding makes the run end with 1, unless a baseline accepts it.
  boolean concerns(Finding finding) {
    return switch (finding) {
      case Finding.Drift one -> one.severity().atLeast(drift);
      case Finding.Posture one -> posture.filter(one.severity()::atLeast).isPresent();
    };
  }
}
