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
import java.util.List;
import java.util.Optional;

/// Records what others than deployers write on the audit trail of a target, on a thread of its own.
/// What is written while the store is out of reach is recorded when it is back.
final class WriteRecorder implements TargetListener {
  private static final int AT_ONCE = 500;

  /// For what waits; with what is being recorded, 10,000.
  private static final int ROOM = 10_000 - AT_ONCE;

  private final CheckRequest check;
  private final RecordRun recording;
  private final DaemonLog log;
  private final Backlog<OthersWrite> backlog;

  /// Of the target; empty if nothing was written yet.
  private volatile Optional<Report> newest = Optional.empty();

  private long lost;

  private WriteRecorder(CheckRequest check, Agent agent, DaemonLog log) {
    this.check = check;
    this.recording = new RecordRun(agent, Progress.NONE);
    this.log = log;
    this.backlog = Backlog.start("drift-record-writes", AT_ONCE, Duration.ZERO, this::record, log);
  }

  static WriteRecorder start(CheckRequest check, Agent agent, DaemonLog log) {
    return new WriteRecorder(check, agent, log);
  }

  private Backlog.Written record(List<OthersWrite> writes) {
    RecordRun.Written written = recording.written(check, newest.orElseThrow(), writes);
    return new Backlog.Written(written.count(), written.problems());
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
    newest = Optional.of(current.report());
    backlog.change(
        waiting -> {
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
        });
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
    backlog.close(
        patience, "not everything was recorded in time; the audit trail lacks the last writes");
  }
}
