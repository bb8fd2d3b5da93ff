package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Lazy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A target as it is now.
///
/// @param id 12 hexadecimal digits, unique; empty as long as the cluster is not known
/// @param name from the configuration, unique; a label of metrics
/// @param latest report of the present evaluation, derived when it is first asked for; empty before
///     the first one
/// @param failOn decides whether the report is complete
/// @param lastCheck end of the last full check that made an evaluation
/// @param lastUpdate when the evaluation last changed, by a check or by an event
/// @param nextCheck when the schedule starts the next full check
/// @param runningSince start of the check that is under way
/// @param failure why the last check made no evaluation; empty if it did, or there was none
/// @param watching whether changes arrive as they happen
/// @param stale kinds whose present state is not known
/// @param acts the last ones, the newest first; at most 100
/// @param queued changes that wait to be evaluated
public record TargetState(
    String id,
    String name,
    Optional<Lazy<Report>> latest,
    FailOn failOn,
    Optional<Instant> lastCheck,
    Optional<Instant> lastUpdate,
    Optional<Instant> nextCheck,
    Optional<Instant> runningSince,
    Optional<Failure> failure,
    boolean watching,
    List<StaleKind> stale,
    List<ActResult> acts,
    int queued) {
  public TargetState {
    requireNonNull(id, "id is null");
    requireNonNull(name, "name is null");
    requireNonNull(latest, "latest is null");
    requireNonNull(failOn, "failOn is null");
    requireNonNull(lastCheck, "lastCheck is null");
    requireNonNull(lastUpdate, "lastUpdate is null");
    requireNonNull(nextCheck, "nextCheck is null");
    requireNonNull(runningSince, "runningSince is null");
    requireNonNull(failure, "failure is null");
    stale = List.copyOf(stale);
    acts = List.copyOf(acts);
  }

  /// Of the present evaluation; empty before the first one.
  public Optional<Report> report() {
    return latest.map(Lazy::get);
  }

  /// The same, with a full check under way.
  public TargetState runningSince(Instant start) {
    return with(nextCheck, Optional.of(start));
  }

  /// The same, with another next check.
  public TargetState withNextCheck(Optional<Instant> next) {
    return with(next, runningSince);
  }

  private TargetState with(Optional<Instant> next, Optional<Instant> running) {
    return new TargetState(
        id,
        name,
        latest,
        failOn,
        lastCheck,
        lastUpdate,
        next,
        running,
        failure,
        watching,
        stale,
        acts,
        queued);
  }

  /// A target that nothing is known of yet.
  public static TargetState fresh(String name, FailOn failOn) {
    return new TargetState(
        "",
        name,
        Optional.empty(),
        failOn,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        List.of(),
        List.of(),
        0);
  }

  /// @param since when the first of the failing checks in a row failed
  /// @param sentence what, why and what to do, without a secret
  public record Failure(Instant since, String sentence) {
    public Failure {
      requireNonNull(since, "since is null");
      requireNonNull(sentence, "sentence is null");
    }
  }

  /// Whether all of the evaluation is present and complete.
  public boolean complete() {
    return stale.isEmpty() && report().filter(it -> it.complete(failOn)).isPresent();
  }
}
