package dev.drift.serve;

import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.OthersWrite;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RecordRun;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.serve.log.DaemonLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Records what others than deployers write on the audit trail of a target, on a thread of its own.
/// What is written while the store is out of reach is recorded when it is back.
final class WriteRecorder implements TargetListener {
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int ROOM = 10_000;

  private final CheckRequest check;
  private final RecordRun recording;
  private final DaemonLog log;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private final Deque<OthersWrite> waiting = new ArrayDeque<>();
  private Optional<Report> newest = Optional.empty();
  private long lost;
  private boolean ending;

  private String lastFailure = "";

  private WriteRecorder(CheckRequest check, Agent agent, DaemonLog log) {
    this.check = check;
    this.recording = new RecordRun(agent, Progress.NONE);
    this.log = log;
    this.thread = Thread.ofVirtual().name("drift-record-writes").unstarted(this::work);
  }

  static WriteRecorder start(CheckRequest check, Agent agent, DaemonLog log) {
    WriteRecorder recorder = new WriteRecorder(check, agent, log);
    recorder.thread.start();
    return recorder;
  }

  private void work() {
    try {
      while (next()) {
        if (!record()) {
          if (isEnding()) {
            return;
          }
          Thread.sleep(AGAIN);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The daemon ends.
    }
  }

  /// Waits until there is something to record.
  ///
  /// @return false at the end
  private boolean next() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ending) {
        changed.await();
      }
      return !waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private boolean record() {
    List<OthersWrite> batch;
    Report report;
    lock.lock();
    try {
      batch = new ArrayList<>(waiting);
      report = newest.orElseThrow();
    } finally {
      lock.unlock();
    }
    RecordRun.Written written = recording.written(check, report, batch);
    lock.lock();
    try {
      batch.subList(0, written.count()).forEach(waiting::remove);
    } finally {
      lock.unlock();
    }
    String failure =
        written.problems().stream().map(Problem::message).collect(Collectors.joining("; "));
    if (!failure.isEmpty() && !failure.equals(lastFailure)) {
      log.warn(failure);
    }
    lastFailure = failure;
    return written.problems().isEmpty();
  }

  private boolean isEnding() {
    lock.lock();
    try {
      return ending;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void checked(Current current, Duration time) {
    add(current);
  }

  @Override
  public void current(Current current) {
    add(current);
  }

  private void add(Current current) {
    if (current.written().isEmpty()) {
      return;
    }
    Report report = current.report();
    lock.lock();
    try {
      newest = Optional.of(report);
      waiting.addAll(current.written());
      while (waiting.size() > ROOM) {
        waiting.removeFirst();
        lost++;
        if (lost % ROOM == 1) {
          log.warn(
              "the store is out of reach for too long: %d writes by others will not be on record"
                  .formatted(lost));
        }
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    // Nothing was written.
  }

  @Override
  public void fetched(GitState git, Duration time) {
    // Git has no requests.
  }

  @Override
  public void beat(Instant at) {
    // Nothing to record.
  }

  /// Waits until all is recorded.
  void close(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!thread.join(patience)) {
      log.warn("not everything was recorded in time; the audit trail lacks the last writes");
      thread.interrupt();
    }
  }
}
