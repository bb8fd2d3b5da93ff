package dev.drift.serve;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.pipeline.ActDone;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.ActResult;
import dev.drift.serve.state.CheckResult;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.StaleKind;
import dev.drift.serve.state.TargetState;
import dev.drift.store.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the daemon shows of a target, brought up to date by the target's thread.
final class TargetView implements TargetListener {
  private static final int MOST_ACTS = 100;

  /// A full check of a large cluster takes some minutes at most.
  private static final Duration STUCK = Duration.ofMinutes(15);

  private final String name;
  private final FailOn failOn;
  private final DaemonMetrics metrics;
  private final Supplier<Optional<Instant>> nextCheck;
  private final AtomicReference<TargetState> state;
  private volatile Instant lastBeat;

  /// @param nextCheck when the schedule starts the next full check
  TargetView(
      String name,
      FailOn failOn,
      DaemonMetrics metrics,
      Supplier<Optional<Instant>> nextCheck,
      Instant now) {
    this.name = name;
    this.failOn = failOn;
    this.metrics = metrics;
    this.nextCheck = nextCheck;
    this.state = new AtomicReference<>(TargetState.fresh(name, failOn));
    this.lastBeat = now;
  }

  TargetState state() {
    return state.get().withNextCheck(nextCheck.get());
  }

  Loop loop() {
    return new Loop("target " + name, lastBeat, STUCK);
  }

  String name() {
    return name;
  }

  @Override
  public void checking(Instant at) {
    state.updateAndGet(it -> it.runningSince(at));
  }

  @Override
  public void checked(Current current, Duration time) {
    Report report = current.report();
    metrics.checked(name, CheckResult.of(report.exitCode(failOn)), time);
    count(current);
    show(
        current,
        report.cluster().map(it -> Target.of(it, report.sources()).id()).orElse(""),
        Optional.of(current.at()),
        Optional.empty());
  }

  @Override
  public void current(Current current) {
    count(current);
    TargetState before = state.get();
    if (current.changed()
        || current.altered()
        || !current.done().isEmpty()
        || !stale(current).equals(before.stale())) {
      metrics.updated(name, current.took());
      // Only a full check shows that what made one fail is over.
      show(current, before.id(), before.lastCheck(), before.failure());
    }
  }

  private void count(Current current) {
    metrics.events(name, current.events());
    for (String why : current.interruptions()) {
      metrics.interrupted(name, reason(why));
    }
    for (ActDone one : current.done()) {
      metrics.acted(name, one.act().verb(), one.outcome().kind());
    }
  }

  private static DaemonMetrics.Interruption reason(String why) {
    if (why.startsWith("nothing was heard")) {
      return DaemonMetrics.Interruption.SILENT;
    }
    return why.startsWith("the server ended")
        ? DaemonMetrics.Interruption.CLOSED
        : DaemonMetrics.Interruption.FAILED;
  }

  private void show(
      Current current,
      String id,
      Optional<Instant> lastCheck,
      Optional<TargetState.Failure> failure) {
    TargetState before = state.get();
    List<ActResult> acts = new ArrayList<>();
    for (ActDone one : current.done().reversed()) {
      acts.add(
          new ActResult(
              current.at(), current.run(), one.act().verb(), one.act().resource(), one.outcome()));
    }
    acts.addAll(before.acts());
    state.set(
        new TargetState(
            id,
            name,
            Optional.of(new Lazy<>(current::report)),
            failOn,
            lastCheck,
            Optional.of(current.at()),
            Optional.empty(),
            Optional.empty(),
            failure,
            true,
            stale(current),
            acts.subList(0, Math.min(MOST_ACTS, acts.size())),
            0));
  }

  /// By the names of the kinds.
  private static List<StaleKind> stale(Current current) {
    return current.stale().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(TargetView::stale)
        .toList();
  }

  private static StaleKind stale(Map.Entry<String, Instant> kind) {
    return new StaleKind(
        "",
        kind.getKey(),
        kind.getValue(),
        "The watch of %s broke off; it connects again by itself.".formatted(kind.getKey()));
  }

  @Override
  public void fetched(GitState git, Duration time) {
    metrics.fetched(name, git.failure().isEmpty(), time);
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    metrics.checked(name, CheckResult.FAILURE, Duration.ZERO);
    String sentence = problems.stream().map(Problem::message).collect(Collectors.joining("; "));
    state.updateAndGet(
        it ->
            new TargetState(
                it.id(),
                it.name(),
                it.latest(),
                it.failOn(),
                it.lastCheck(),
                it.lastUpdate(),
                it.nextCheck(),
                Optional.empty(),
                Optional.of(
                    new TargetState.Failure(
                        it.failure().map(TargetState.Failure::since).orElse(at), sentence)),
                it.watching(),
                it.stale(),
                it.acts(),
                it.queued()));
  }

  @Override
  public void beat(Instant at) {
    lastBeat = at;
  }
}
