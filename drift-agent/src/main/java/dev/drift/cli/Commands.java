package dev.drift.cli;

import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ExplainRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.plan.ActReport;

/// What the commands do, apart from how they are called and what they print.
interface Commands {
  Report check(CheckRequest request, Progress progress);

  /// Plans, and does what is approved.
  ActReport act(ActRequest request, Progress progress);

  Account explain(ExplainRequest request, Progress progress);

  /// @return what was recorded and what could not be
  Coverage snapshot(SnapshotRequest request, Progress progress);

  /// @param acts whether the check also acts
  /// @return what a check needs to be allowed to do
  Permissions rights(CheckRequest request, boolean acts, Progress progress);
}
