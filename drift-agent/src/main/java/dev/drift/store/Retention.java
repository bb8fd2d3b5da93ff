package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// How long a store keeps what is over. Findings that are open, and the last runs of each target,
/// stay as long as the store.
///
/// @param findings after their end
/// @param quietRuns runs in which no finding began or ended and nothing was done
public record Retention(Duration findings, Duration quietRuns) {
  private static final Duration QUIET = Duration.ofDays(90);

  public static final Retention DEFAULT = of(Duration.ofDays(400));

  public Retention {
    requireNonNull(findings, "findings is null");
    requireNonNull(quietRuns, "quietRuns is null");
  }

  /// Runs without change for 90 days, or as long if that is shorter.
  public static Retention of(Duration findings) {
    return new Retention(findings, findings.compareTo(QUIET) < 0 ? findings : QUIET);
  }
}
