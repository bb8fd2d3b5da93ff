package dev.drift.serve;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.Backoff;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.Stopwatch;
import dev.drift.serve.log.LogContext;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Keeps one target up to date, on a thread of its own: a target that is slow or out of reach
/// delays no other.
final class TargetLoop implements Runnable {
  private static final Duration STEP = Duration.ofMillis(250);
  private static final Duration RECORDED = Duration.ofSeconds(5);
  private static final Backoff FIRST_WAIT =
      new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private final String name;
  private final Supplier<ContinuousCheck> opening;
  private final TargetListener listener;
  private final Progress progress;
  private final InstantSource clock;

  private final AtomicReference<Optional<GitState>> git = new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<ContinuousCheck>> open =
      new AtomicReference<>(Optional.empty());
  private volatile boolean stopped;

  /// Empty if the memory of the last full check was given back.
  private Optional<Stopwatch> sinceFull = Optional.empty();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();

  /// How many full checks were asked for, and how many of these are done. Guarded by the lock.
  private long asked = 1;

  private long finished;

  /// How long to wait after the next failure.
  private Backoff wait = FIRST_WAIT;

  /// What is waited for until the next attempt.
  private Optional<Delay> delay = Optional.empty();

  private record Delay(Stopwatch waited, Duration time) {
    boolean isOver() {
      return waited.hasRun(time);
    }
  }

  /// @param opening connects to the cluster
  TargetLoop(
      String name,
      Supplier<ContinuousCheck> opening,
      TargetListener listener,
      Progress progress,
      InstantSource clock) {
    this.name = name;
    this.opening = opening;
    this.listener = listener;
    this.progress = progress;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  @Override
  public void run() {
    try (LogContext _ = LogContext.target(name)) {
      while (!stopped) {
        try (ContinuousCheck check = opening.get()) {
          open.set(Optional.of(check));
          follow(check);
        } catch (DriftException e) {
          failed(e.problems());
          pause();
        } finally {
          open.set(Optional.empty());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Stopped.
    } finally {
      stop();
    }
  }

  private void follow(ContinuousCheck check) throws InterruptedException {
    boolean compared = false;
    while (!stopped) {
      listener.beat(clock.instant());
      try {
        if (isFullCheckDue(check, compared)) {
          full(check);
          compared = true;
          sinceFull = Optional.of(Stopwatch.start());
        } else if (compared) {
          listener.current(check.follow(STEP));
          giveBack();
        } else {
          Thread.sleep(STEP);
        }
      } catch (DriftException e) {
        failed(e.problems());
      } catch (RuntimeException e) {
        failed(
            List.of(
                Problem.of(
                    Problem.Code.INTERNAL,
                    "internal error (%s)".formatted(e.getClass().getSimpleName()))));
        throw e;
      }
    }
    if (compared) {
      listener.current(check.arrived());
    }
  }

  /// What a full check and its recording needed for a moment is given back to the system. That
  /// takes about 0.1 s.
  private void giveBack() {
    if (sinceFull.filter(it -> it.hasRun(RECORDED)).isPresent()) {
      sinceFull = Optional.empty();
      System.gc();
    }
  }

  /// What failed is tried again after a while; what changed the kinds that the cluster serves often
  /// comes with more of the kind.
  private boolean isFullCheckDue(ContinuousCheck check, boolean compared) {
    if (compared && check.isOutdated() && delay.isEmpty()) {
      delay();
      return false;
    }
    return delay.map(Delay::isOver).orElse(true)
        && (!compared || isAsked() || check.isOutdated() || check.isBehind());
  }

  private boolean isAsked() {
    lock.lock();
    try {
      return finished < asked;
    } finally {
      lock.unlock();
    }
  }

  private void full(ContinuousCheck check) {
    long upTo = asked();
    listener.checking(clock.instant());
    var _ = progress.during("Check", () -> compare(check));
    delay = Optional.empty();
    if (!check.isOutdated()) {
      wait = FIRST_WAIT;
    }
    finish(upTo);
  }

  private Current compare(ContinuousCheck check) {
    GitState state = git.get().orElseGet(() -> read(check, Optional.empty()));
    Stopwatch time = Stopwatch.start();
    Current current = check.full(state, it -> read(check, Optional.of(it)));
    listener.checked(current, time.elapsed());
    return current;
  }

  private long asked() {
    lock.lock();
    try {
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private void finish(long upTo) {
    lock.lock();
    try {
      finished = Math.max(finished, upTo);
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private GitState read(ContinuousCheck check, Optional<GitState> before) {
    Stopwatch time = Stopwatch.start();
    GitState state = check.readGit(before);
    listener.fetched(state, time.elapsed());
    git.set(Optional.of(state));
    return state;
  }

  private void failed(List<Problem> problems) {
    listener.failed(clock.instant(), problems);
    delay();
  }

  private void delay() {
    delay = Optional.of(new Delay(Stopwatch.start(), wait.pause()));
    wait = wait.next();
  }

  private void pause() throws InterruptedException {
    while (!stopped && !delay.map(Delay::isOver).orElse(true)) {
      listener.beat(clock.instant());
      Thread.sleep(STEP);
    }
  }

  /// Reads everything again, and returns when that is done. If it is under way, another one
  /// follows.
  void fullCheck() {
    Optional<GitState> before = git.get();
    before.ifPresent(_ -> open.get().ifPresent(check -> read(check, before)));
    lock.lock();
    try {
      long mine = ++asked;
      while (!stopped && finished < mine) {
        done.await(1, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The daemon ends.
    } finally {
      lock.unlock();
    }
  }

  /// Reads Git while the cluster is followed; if it has changed, everything is compared again.
  void pollGit() {
    Optional<GitState> before = git.get();
    Optional<ContinuousCheck> check = open.get();
    if (stopped || before.isEmpty() || check.isEmpty()) {
      return;
    }
    GitState now = read(check.get(), before);
    if (!now.isSame(before.get())) {
      lock.lock();
      try {
        asked++;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Whether a repository is one of its sources.
  boolean reads(Predicate<String> repository) {
    return git.get().stream()
        .flatMap(it -> it.sources().stream())
        .anyMatch(it -> repository.test(it.repo()));
  }

  /// What is under way is finished, and nothing new begins.
  void stop() {
    stopped = true;
    lock.lock();
    try {
      done.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
