package dev.drift.cli;

import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.model.Problem;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.ExplainRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.plan.ActReport;
import dev.drift.serve.ServeRequest;
import java.util.List;
import java.util.function.Consumer;

/// What the commands do, apart from how they are called and what they print.
interface Commands {
  Checked check(CheckRequest request, Progress progress);

  /// Plans, and does what is approved.
  ActReport act(ActRequest request, Progress progress);

  /// Announces a report to the channels of the configuration.
  ///
  /// @return what went wrong
  List<Problem> announce(AnnounceRequest request, Checked checked, Progress progress);

  /// Announces that a check ended without a report.
  ///
  /// @param reasons why
  /// @return what went wrong
  List<Problem> announceFailure(AnnounceRequest request, List<Problem> reasons, Progress progress);

  Account explain(ExplainRequest request, Progress progress);

  /// @return what was recorded and what could not be
  Coverage snapshot(SnapshotRequest request, Progress progress);

  /// @param acts whether the check also acts
  /// @return what a check needs to be allowed to do
  Permissions rights(CheckRequest request, boolean acts, Progress progress);

  /// Keeps targets up to date until the process is told to end.
  ///
  /// @param log receives what happens, a line each
  void serve(ServeRequest request, Consumer<String> log);
}
