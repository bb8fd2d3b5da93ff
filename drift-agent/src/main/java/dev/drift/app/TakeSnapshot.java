package dev.drift.app;

import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;

/// Records a cluster in a file.
public final class TakeSnapshot {
  private final Progress progress;

  public TakeSnapshot(Progress progress) {
    this.progress = progress;
  }

  /// @return what was recorded and what could not be
  /// @throws DriftException where the snapshot could not be taken or written
  public Report.Coverage run(SnapshotRequest request) {
    try (var _ = progress.start("Writing " + request.out())) {
      throw new DriftException(Problem.of(Problem.Code.INTERNAL, "not wired yet"));
    }
  }
}
