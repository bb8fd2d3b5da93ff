package dev.drift.serve;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.RecordedTimeline;
import dev.drift.pipeline.StoreAccess;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.report.view.Timeline;
import dev.drift.serve.state.CheckResult;
import dev.drift.serve.state.RunSummary;
import dev.drift.store.Database;
import dev.drift.store.ListedRun;
import dev.drift.store.RunQueries;
import dev.drift.store.StoredRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// Runs of a target, for the API: those in its store, or the last ones of this process if there is
/// no store. Also what the store knows of findings over time.
///
/// The store is read by whoever asks, over a connection of its own, so that the thread of the
/// target never waits for it.
final class RunHistory implements TargetListener {
  /// How many are kept in memory. Each takes some 200 bytes.
  static final int MOST = 200;

  /// Less than the time after which a caller gives up.
  private static final Duration BUSY = Duration.ofSeconds(10);

  private final Optional<StoreRequest> store;
  private final FailOn failOn;
  private final Agent agent;

  /// What is stored is not kept here: that would take a report of each change.
  private final Lazy<Boolean> isStored = new Lazy<>(this::hasStore);

  /// One reader at a time: a process may have a few connections to PostgreSQL, not one per caller.
  private final ReentrantLock reading = new ReentrantLock();

  private final ReentrantLock lock = new ReentrantLock();

  /// The newest first. Guarded by the lock.
  private final Deque<RunSummary> recent = new ArrayDeque<>();

  /// @param store empty if neither flags nor the configuration may name one
  RunHistory(Optional<StoreRequest> store, FailOn failOn, Agent agent) {
    this.store = store;
    this.failOn = failOn;
    this.agent = agent;
  }

  /// The newest first.
  ///
  /// @param target its identity
  /// @throws DriftException if the store cannot be read
  List<RunSummary> runs(String target, int offset, int limit) {
    Optional<StoreAccess> access = access();
    return access.isPresent()
        ? stored(
            access.get(),
            queries -> queries.runs(target, offset, limit).stream().map(this::summary).toList())
        : recent(offset, limit);
  }

  /// Findings of the last days.
  ///
  /// @param target its identity
  /// @return empty without a store
  /// @throws DriftException if the store cannot be read
  Optional<Timeline> timeline(String target) {
    return access()
        .map(
            it ->
                stored(
                    it, queries -> RecordedTimeline.of(queries, target, agent.clock().instant())));
  }

  private Optional<StoreAccess> access() {
    return store.flatMap(it -> StoreAccess.of(it, agent.environment()));
  }

  /// By the configuration that the daemon started with.
  private boolean hasStore() {
    try {
      return access().isPresent();
    } catch (DriftException _) {
      return false; // A request for runs reports why.
    }
  }

  private <T> T stored(StoreAccess access, Function<RunQueries, T> question) {
    boolean entered = false;
    try {
      entered = reading.tryLock(BUSY.toMillis(), TimeUnit.MILLISECONDS);
      if (!entered) {
        throw busy();
      }
      try (Database database = access.openExisting()) {
        return question.apply(new RunQueries(database));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy();
    } finally {
      if (entered) {
        reading.unlock();
      }
    }
  }

  private static DriftException busy() {
    return new DriftException(
        Problem.of(Problem.Code.STORE_FAILED, "the store is busy with other requests"));
  }

  private RunSummary summary(ListedRun listed) {
    StoredRun run = listed.run();
    return new RunSummary(
        run.id(),
        run.startedAt(),
        run.finishedAt(),
        result(listed),
        run.drift(),
        run.posture(),
        run.complete() && !run.failed());
  }

  /// As [Report#exitCode] has it, for a daemon that fails on any drift.
  private static CheckResult result(ListedRun listed) {
    if (listed.run().failed()) {
      return CheckResult.FAILURE;
    }
    if (listed.run().drift() > 0) {
      return CheckResult.DRIFT;
    }
    if (listed.invalidInput()) {
      return CheckResult.INVALID_INPUT;
    }
    return listed.run().complete() ? CheckResult.IN_SYNC : CheckResult.INCOMPLETE;
  }

  private List<RunSummary> recent(int offset, int limit) {
    lock.lock();
    try {
      return recent.stream().skip(offset).limit(limit).toList();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void checked(Current current, Duration time) {
    add(current.report());
  }

  /// As the store has it: a run for each change.
  @Override
  public void current(Current current) {
    boolean isRun = current.changed() || !current.done().isEmpty();
    if (isRun && !isStored.get()) {
      add(current.report());
    }
  }

  private void add(Report report) {
    RunSummary run =
        new RunSummary(
            report.run().id(),
            report.run().startedAt(),
            report.run().finishedAt(),
            CheckResult.of(report.exitCode(failOn)),
            report.drift().size(),
            report.posture().size(),
            report.complete(failOn));
    lock.lock();
    try {
      recent.addFirst(run);
      if (recent.size() > MOST) {
        recent.removeLast();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void fetched(GitState git, Duration time) {
    // What follows from it is part of the next check.
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    // A check that ends without a report is no run; the target shows why it failed.
  }

  @Override
  public void beat(Instant at) {
    // Nothing to keep.
  }
}
