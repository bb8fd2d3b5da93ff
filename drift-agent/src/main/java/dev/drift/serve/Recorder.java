package dev.drift.serve;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Lazy;
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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Records what happens to a target in its store, on a thread of its own. What happens while the
/// store is busy or out of reach is recorded together when it is back.
final class Recorder implements TargetListener {
  private static final Duration APART = Duration.ofSeconds(1);

  /// How many batches wait for a store that is out of reach: each has a report.
  private static final int MOST = 20;

  private final CheckRequest check;
  private final RecordRun recording;
  private final Backlog<Batch> backlog;

  private Recorder(CheckRequest check, Agent agent, Progress progress, DaemonLog log) {
    this.check = check;
    this.recording = new RecordRun(agent, progress);
    this.backlog = Backlog.start("drift-record", 1, APART, some -> record(some.getFirst()), log);
  }

  static Recorder start(CheckRequest check, Agent agent, Progress progress, DaemonLog log) {
    return new Recorder(check, agent, progress, log);
  }

  /// What is recorded as one run.
  private static final class Batch {
    private Lazy<Report> report;
    private final Map<String, Finding> seen = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<ActDone> done = new ArrayList<>();

    Batch(Current first) {
      this.report = new Lazy<>(first::report);
      add(first);
    }

    /// Whether no finding comes again that ended in it: the record would show one instead of two.
    boolean fits(Current current) {
      return current.opened().stream().noneMatch(it -> ended.contains(it.fingerprint()));
    }

    void add(Current current) {
      report = new Lazy<>(current::report);
      current.opened().forEach(it -> seen.put(it.fingerprint(), it));
      current.named().forEach(it -> seen.replace(it.fingerprint(), it));
      current.ended().forEach(it -> seen.putIfAbsent(it.fingerprint(), it));
      current.ended().forEach(it -> ended.add(it.fingerprint()));
      current.opened().forEach(it -> ended.remove(it.fingerprint()));
      done.addAll(current.done());
    }

    List<Finding> undone() {
      Set<String> open =
          report.get().findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
      return seen.values().stream().filter(it -> !open.contains(it.fingerprint())).toList();
    }
  }

  private Backlog.Written record(Batch batch) {
    List<Problem> problems =
        recording.followed(check, batch.report.get(), batch.undone(), List.copyOf(batch.done));
    boolean failed = problems.stream().anyMatch(it -> it.code() == Problem.Code.STORE_FAILED);
    return new Backlog.Written(failed ? 0 : 1, problems);
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
    backlog.change(
        waiting -> {
          Batch last = waiting.peekLast();
          if (last != null && (last.fits(current) || waiting.size() >= MOST)) {
            last.add(current);
          } else {
            // What waits for long would keep its whole evaluation in memory.
            waiting.forEach(it -> it.report.get());
            waiting.addLast(new Batch(current));
          }
        });
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
    backlog.close(
        patience, "not everything was recorded in time; the store lacks the last changes");
  }
}
