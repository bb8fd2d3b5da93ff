package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Lazy;
import dev.drift.plan.PlanView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What is known of a target now.
///
/// @param at when it was found out
/// @param run names the run
/// @param full whether everything was read and compared again
/// @param checked derived when it is first asked for
/// @param opened findings that were not there before
/// @param ended findings that are not there any more
/// @param named findings that were there before, whose author is known now, or another
/// @param altered whether something else of a finding that was there before is another now, such as
///     its value
/// @param written by others than deployers
/// @param done what was done about drift
/// @param left what policies order something for, and was left alone
/// @param events how many events of watches were taken
/// @param took from the arrival of the first of them to the evaluation
/// @param interruptions why watches broke off meanwhile
/// @param stale kinds whose watch broke off, with since when
public record Current(
    Instant at,
    String run,
    boolean full,
    Lazy<Checked> checked,
    List<Finding> opened,
    List<Finding> ended,
    List<Finding> named,
    boolean altered,
    List<OthersWrite> written,
    List<ActDone> done,
    List<PlanView.LeftView> left,
    int events,
    Duration took,
    List<String> interruptions,
    Map<String, Instant> stale) {
  public Current {
    requireNonNull(at, "at is null");
    requireNonNull(run, "run is null");
    requireNonNull(checked, "checked is null");
    opened = List.copyOf(opened);
    ended = List.copyOf(ended);
    named = List.copyOf(named);
    written = List.copyOf(written);
    done = List.copyOf(done);
    left = List.copyOf(left);
    requireNonNull(took, "took is null");
    interruptions = List.copyOf(interruptions);
    stale = Map.copyOf(stale);
  }

  Current with(List<ActDone> acts, List<PlanView.LeftView> leftAlone) {
    return new Current(
        at,
        run,
        full,
        checked,
        opened,
        ended,
        named,
        altered,
        written,
        acts,
        leftAlone,
        events,
        took,
        interruptions,
        stale);
  }

  public Report report() {
    return checked.get().report();
  }

  /// Whether a finding came or went, or its author became known.
  public boolean changed() {
    return !opened.isEmpty() || !ended.isEmpty() || !named.isEmpty();
  }
}
