package dev.drift.app;

import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;

/// Compares Git with a cluster.
public final class DriftCheck {
  private final Progress progress;

  public DriftCheck(Progress progress) {
    this.progress = progress;
  }

  /// @throws DriftException where not even a partial report could be made
  public Report run(CheckRequest request) {
    return progress.during(
        "Reading " + request.git().repo(),
        () -> {
          throw new DriftException(Problem.of(Problem.Code.INTERNAL, "not wired yet"));
        });
  }
}
