package dev.drift.serve;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.pipeline.ActDone;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.RecordRun;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.serve.log.DaemonLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// Records what happens to a target in its store, on a thread of its own. What happens while the
/// store is busy or out of reach is recorded together when it is back.
final class Recorder implements TargetListener {
  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final Duration APART = Duration.ofSeconds(1);

  private final CheckRequest check;
  private final RecordRun recording;
  private final DaemonLog log;
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // Guarded by the lock.
  private Optional<Report> newest = Optional.empty();
  private final Map<String, Finding> seen = new LinkedHashMap<>();
  private final List<ActDone> done = new ArrayList<>();
  private boolean ending;

  private String lastFailure = "";

  private Recorder(CheckRequest check, Agent agent, Progress progress, DaemonLog log) {
    this.check = check;
    this.recording = new RecordRun(agent, progress);
    this.log = log;
    this.thread = Thread.ofVirtual().name("drift-record").unstarted(this::work);
  }

  static Recorder start(CheckRequest check, Agent agent, Progress progress, DaemonLog log) {
    Recorder recorder = new Recorder(check, agent, progress, log);
    recorder.thread.start();
    return recorder;
  }

  /// What is to be recorded.
  private record Work(Report report, List<Finding> seen, List<ActDone> done) {
    List<Finding> undone() {
      Set<String> open =
          report.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
      return seen.stream().filter(it -> !open.contains(it.fingerprint())).toList();
    }
  }

  private void work() {
    try {
      Optional<Work> work = next();
      while (work.isPresent()) {
        boolean recorded = record(work.get());
        if (!recorded && isEnding()) {
          return;
        }
        Thread.sleep(recorded ? APART : AGAIN);
        work = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The daemon ends.
    }
  }

  /// Waits for it; empty at the end.
  private Optional<Work> next() throws InterruptedException {
    lock.lock();
    try {
      while (newest.isEmpty() && !ending) {
        changed.await();
      }
      Optional<Work> work =
          newest.map(it -> new Work(it, List.copyOf(seen.values()), List.copyOf(done)));
      newest = Optional.empty();
      seen.clear();
      done.clear();
      return work;
    } finally {
      lock.unlock();
    }
  }

  private boolean record(Work work) {
    List<Problem> problems = recording.followed(check, work.report(), work.undone(), work.done());
    String failure = problems.stream().map(Problem::message).collect(Collectors.joining("; "));
    if (!failure.isEmpty() && !failure.equals(lastFailure)) {
      log.warn(failure);
    }
    lastFailure = failure;
    boolean failed = problems.stream().anyMatch(it -> it.code() == Problem.Code.STORE_FAILED);
    if (failed) {
      putBack(work);
    }
    return !failed;
  }

  /// To be recorded with what comes next.
  private void putBack(Work work) {
    lock.lock();
    try {
      Map<String, Finding> later = new LinkedHashMap<>(seen);
      seen.clear();
      work.seen().forEach(it -> seen.put(it.fingerprint(), it));
      seen.putAll(later);
      done.addAll(0, work.done());
      if (newest.isEmpty()) {
        newest = Optional.of(work.report());
      }
    } finally {
      lock.unlock();
    }
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
    if (current.changed() || !current.done().isEmpty()) {
      add(current);
    }
  }

  private void add(Current current) {
    Report report = current.report();
    lock.lock();
    try {
      newest = Optional.of(report);
      current.opened().forEach(it -> seen.put(it.fingerprint(), it));
      current.named().forEach(it -> seen.replace(it.fingerprint(), it));
      current.ended().forEach(it -> seen.putIfAbsent(it.fingerprint(), it));
      done.addAll(current.done());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    // The next check that succeeds shows since when nothing was recorded.
  }

  @Override
  public void fetched(GitState git, Duration time) {
    // What follows from it is recorded with the next check.
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
      log.warn("not everything was recorded in time; the store lacks the last changes");
      thread.interrupt();
    }
  }
}
