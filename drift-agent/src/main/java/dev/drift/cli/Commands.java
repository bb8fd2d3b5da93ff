package dev.drift.cli;

import dev.drift.app.CheckRequest;
import dev.drift.app.ExplainRequest;
import dev.drift.app.Progress;
import dev.drift.app.Rights;
import dev.drift.app.SnapshotRequest;
import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;

/// What the commands do, apart from how they are called and what they print.
interface Commands {
  Report check(CheckRequest request, Progress progress);

  Account explain(ExplainRequest request, Progress progress);

  /// @return what was recorded and what could not be
  Coverage snapshot(SnapshotRequest request, Progress progress);

  /// @return what a check needs to be allowed to do
  Rights rights(CheckRequest request, Progress progress);
}
