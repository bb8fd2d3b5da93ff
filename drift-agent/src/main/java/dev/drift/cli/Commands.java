package dev.drift.cli;

import dev.drift.finding.Account;
import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RenderedSources;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CompareRequest;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.plan.ObjectSides;
import dev.drift.report.view.Timeline;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.store.RunQueries;
import dev.drift.trail.Auditor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the commands do, apart from how they are called and what they print.
interface Commands {
  Checked check(CheckRequest request, Progress progress);

  /// Plans, and does what is approved.
  ActReport act(ActRequest request, Progress progress);

  /// Announces a report to the channels of the configuration.
  ///
  /// @return what went wrong
  List<Problem> announce(AnnounceRequest request, Checked checked, Progress progress);

  /// Records a run in the store that the request or the configuration names.
  ///
  /// @param acts what it did; empty if it only looked
  /// @return what went wrong
  List<Problem> record(
      StoreRequest store, CheckRequest check, Report report, Optional<ActReport> acts);

  /// Records that a check ended without a report.
  ///
  /// @param reasons why
  /// @return what went wrong
  List<Problem> recordFailure(StoreRequest store, CheckRequest check, List<Problem> reasons);

  /// Asks the store.
  ///
  /// @throws dev.drift.model.DriftException if none is named, or it cannot be read
  <T> T ask(StoreRequest store, Function<RunQueries, T> question);

  /// What the store knows of the target of a report.
  ///
  /// @return empty if no store is named, or the report has no cluster
  /// @throws dev.drift.model.DriftException if it cannot be read
  Optional<Timeline> timeline(StoreRequest store, Report report);

  /// Asks the audit trails of a store.
  ///
  /// @throws dev.drift.model.DriftException if none is named, or it cannot be read
  <T> T audit(StoreRequest store, Function<Auditor, T> question);

  /// Announces that a check ended without a report.
  ///
  /// @param reasons why
  /// @return what went wrong
  List<Problem> announceFailure(AnnounceRequest request, List<Problem> reasons, Progress progress);

  /// Compares two clusters.
  Report compare(CompareRequest request, Progress progress);

  Account explain(ResourceRequest request, Progress progress);

  ObjectSides diff(ResourceRequest request, Progress progress);

  /// @return what was recorded and what could not be
  Coverage snapshot(SnapshotRequest request, Progress progress);

  /// Renders what a check compares.
  RenderedSources render(CheckRequest request, Progress progress);

  /// @param acts whether the check also acts
  /// @return what a check needs to be allowed to do
  Permissions rights(CheckRequest request, boolean acts, Progress progress);

  /// Keeps targets up to date until the process is told to end.
  ///
  /// @param log receives what happens
  /// @return whether it was told to end; false if another replica may lead
  boolean serve(ServeRequest request, DaemonLog log);
}
