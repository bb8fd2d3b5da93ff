package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// A run of the past.
///
/// @param result how it ended
/// @param drift findings of drift that were open at its end
/// @param posture findings of posture that were open at its end
/// @param complete whether everything was read that was asked for
public record RunSummary(
    String id,
    Instant startedAt,
    Instant finishedAt,
    CheckResult result,
    int drift,
    int posture,
    boolean complete) {
  public RunSummary {
    requireNonNull(id, "id is null");
    requireNonNull(startedAt, "startedAt is null");
    requireNonNull(finishedAt, "finishedAt is null");
    requireNonNull(result, "result is null");
  }
}
