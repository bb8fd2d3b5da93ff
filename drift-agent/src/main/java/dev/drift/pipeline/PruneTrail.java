package dev.drift.pipeline;

import dev.drift.config.Config;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.action.DurationText;
import dev.drift.trail.Trail;
import dev.drift.trail.TrailRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Deletes what an audit trail need not keep any longer, if the configuration says how long that
/// is: at most once a day.
final class PruneTrail {
  private static final Duration APART = Duration.ofDays(1);

  private final Agent agent;
  private Instant next = Instant.MIN;

  PruneTrail(Agent agent) {
    this.agent = agent;
  }

  /// @return what was deleted, or why nothing could be
  List<Problem> run(CheckRequest check, Trail trail) {
    Optional<Duration> keep =
        check.config().map(ConfigFiles::read).orElse(Config.EMPTY).audit().keep();
    Instant now = agent.clock().instant();
    if (keep.isEmpty() || now.isBefore(next) || !trail.isPruningDue(keep.get())) {
      return List.of();
    }
    // A daemon does not read a broken trail again for each change.
    next = now.plus(APART);
    try {
      return trail.prune(keep.get()).map(it -> pruned(it, keep.get())).stream().toList();
    } catch (DriftException e) {
      return e.problems().stream()
          .map(it -> Problem.of(Problem.Code.TRAIL_NOT_PRUNED, it.message()))
          .toList();
    }
  }

  private static Problem pruned(TrailRecord checkpoint, Duration keep) {
    return Problem.of(
        Problem.Code.TRAIL_PRUNED,
        "Records %s to %s of the audit trail are older than %s and were deleted; record %d is the checkpoint."
            .formatted(
                checkpoint.content().number("first").orElseThrow().toPlainString(),
                checkpoint.content().number("last").orElseThrow().toPlainString(),
                DurationText.format(keep),
                checkpoint.seq()));
  }
}
