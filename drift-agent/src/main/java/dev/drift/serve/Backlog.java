package dev.drift.serve;

import dev.drift.model.Problem;
import dev.drift.serve.log.DaemonLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// What waits to be recorded in the store of a target, and the thread that records it. While the
/// store is busy or out of reach, it waits.
final class Backlog<T> {
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final int atOnce;
  private final Duration apart;
  private final Writer<T> writer;
  private final DaemonLog log;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<T> waiting = new ArrayDeque<>();
  private boolean ending;

  private String lastFailure = "";

  /// Records what has waited.
  @FunctionalInterface
  interface Writer<T> {
    /// @param some what waited longest first; not empty
    Written write(List<T> some);
  }

  /// What became of it.
  ///
  /// @param count how many, from the first on, are recorded. The others are tried again after a
  ///     while
  /// @param problems said once, as long as they stay the same
  record Written(int count, List<Problem> problems) {
    Written {
      problems = List.copyOf(problems);
    }
  }

  private Backlog(String name, int atOnce, Duration apart, Writer<T> writer, DaemonLog log) {
    this.atOnce = atOnce;
    this.apart = apart;
    this.writer = writer;
    this.log = log;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::work);
  }

  /// @param name of the thread
  /// @param atOnce how many are recorded together
  /// @param apart how long to wait after these were
  static <T> Backlog<T> start(
      String name, int atOnce, Duration apart, Writer<T> writer, DaemonLog log) {
    Backlog<T> backlog = new Backlog<>(name, atOnce, apart, writer, log);
    backlog.thread.start();
    return backlog;
  }

  /// Adds to what waits, or changes it. What is being recorded is not among it.
  void change(Consumer<Deque<T>> change) {
    lock.lock();
    try {
      change.accept(waiting);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    try {
      List<T> some = next();
      while (!some.isEmpty()) {
        boolean recorded = record(some);
        if (!recorded && isEnding()) {
          return;
        }
        Thread.sleep(recorded ? apart : AGAIN);
        some = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The daemon ends.
    }
  }

  /// Waits for it; nothing at the end.
  private List<T> next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ending) {
        changed.await();
      }
      List<T> some = new ArrayList<>();
      while (!waiting.isEmpty() && some.size() < atOnce) {
        some.add(waiting.removeFirst());
      }
      return some;
    } finally {
      lock.unlock();
    }
  }

  /// @return whether all of it is recorded
  private boolean record(List<T> some) {
    Written written = writer.write(some);
    List<T> left = some.subList(written.count(), some.size());
    change(all -> left.reversed().forEach(all::addFirst));
    String failure =
        written.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
    if (!failure.isEmpty() && !failure.equals(lastFailure)) {
      log.warn(failure);
    }
    lastFailure = failure;
    return left.isEmpty();
  }

  private boolean isEnding() {
    lock.lock();
    try {
      return ending;
    } finally {
      lock.unlock();
    }
  }

  /// Waits until all is recorded.
  ///
  /// @param otherwise what is said if that takes too long
  void close(Duration patience, String otherwise) throws InterruptedException {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!thread.join(patience)) {
      log.warn(otherwise);
      thread.interrupt();
    }
  }
}
