package dev.drift.store;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// Deletes what is over longer than it is kept: never a finding that is open, nor the last run of a
/// target, nor its last complete one.
final class Pruning {
  private final Handle handle;
  private final String target;

  Pruning(Handle handle, String target) {
    this.handle = handle;
    this.target = target;
  }

  void prune(Retention retention, Instant now) {
    long findings = now.minus(retention.findings()).toEpochMilli();
    long quiet = now.minus(retention.quietRuns()).toEpochMilli();
    handle
        .createUpdate("DELETE FROM findings WHERE target = :target AND ended < :before")
        .bind("target", target)
        .bind("before", findings)
        .execute();
    handle
        .createUpdate(
            "DELETE FROM runs WHERE target = :target AND (finished_at < :findings OR"
                + " (finished_at < :quiet AND opened = 0 AND ended = 0 AND acts = 0))"
                + " AND finished_at < (SELECT max(finished_at) FROM runs WHERE target = :target)"
                + " AND finished_at <> COALESCE((SELECT max(finished_at) FROM runs"
                + " WHERE target = :target AND complete = 1), -1)")
        .bind("target", target)
        .bind("findings", findings)
        .bind("quiet", quiet)
        .execute();
  }
}
