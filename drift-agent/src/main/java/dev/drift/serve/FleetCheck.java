package dev.drift.serve;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.ActOnDrift;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RecordRun;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.report.view.Safe;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.CheckResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes the full checks that a fleet hands to this agent, as `drift check` makes them: compares,
/// acts if it may, and records.
final class FleetCheck implements Consumer<FleetSchedule.Due> {
  private final Map<String, ServeRequest.Target> targets;
  private final StoreRequest store;
  private final Agent agent;
  private final DaemonMetrics metrics;
  private final DaemonLog log;

  FleetCheck(
      List<ServeRequest.Target> targets,
      StoreRequest store,
      Agent agent,
      DaemonMetrics metrics,
      DaemonLog log) {
    this.targets =
        targets.stream().collect(Collectors.toMap(ServeRequest.Target::name, Function.identity()));
    this.store = store;
    this.agent = agent;
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public void accept(FleetSchedule.Due due) {
    ServeRequest.Target target = targets.get(due.target());
    if (target == null) {
      throw new IllegalArgumentException("not a target of this agent: " + due.target());
    }
    if (due.takenOver()) {
      line(target, "takes over the check of %s from an agent that vanished".formatted(due.at()));
    }
    Instant start = agent.clock().instant();
    try {
      check(target, start);
    } catch (DriftException e) {
      failed(target, start, e.problems());
    } catch (RuntimeException e) {
      failed(
          target,
          start,
          List.of(
              Problem.of(
                  Problem.Code.INTERNAL,
                  "internal error (%s)".formatted(e.getClass().getSimpleName()))));
      throw e;
    }
  }

  private void check(ServeRequest.Target target, Instant start) {
    Optional<ActReport> acts =
        target.acting().map(it -> new ActOnDrift(agent, Progress.NONE).run(it));
    Checked checked =
        acts.map(Checked::of)
            .orElseGet(() -> new DriftCheck(agent, Progress.NONE).check(target.check()));
    Report report = checked.report();
    List<Problem> problems =
        new RecordRun(agent, Progress.NONE).run(store, target.check(), report, acts);
    Duration took = Duration.between(start, agent.clock().instant());
    metrics.checked(target.name(), CheckResult.of(report.exitCode(FailOn.ANY_DRIFT)), took);
    line(
        target,
        "%s, checked in %.1f s".formatted(TargetLog.summary(report), took.toMillis() / 1000.0));
    acts.ifPresent(it -> done(target, it));
    problems.forEach(it -> line(target, it.message()));
  }

  private void done(ServeRequest.Target target, ActReport acts) {
    for (var act : acts.plan().acts()) {
      acts.outcome(act)
          .ifPresent(
              outcome -> {
                metrics.acted(target.name(), act.verb(), outcome.kind());
                line(target, TargetLog.done(act, outcome));
              });
    }
  }

  private void failed(ServeRequest.Target target, Instant start, List<Problem> reasons) {
    metrics.checked(
        target.name(), CheckResult.FAILURE, Duration.between(start, agent.clock().instant()));
    line(
        target,
        "failed, and tried again when it is next due: "
            + reasons.stream().map(Problem::message).collect(Collectors.joining("; ")));
    new RecordRun(agent, Progress.NONE)
        .failed(store, target.check(), reasons)
        .forEach(it -> line(target, it.message()));
  }

  private void line(ServeRequest.Target target, String text) {
    log.ofTarget(target.name()).accept(Safe.line(text));
  }
}
