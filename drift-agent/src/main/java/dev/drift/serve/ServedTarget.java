package dev.drift.serve;

import dev.drift.finding.FailOn;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.TargetRequests;
import dev.drift.pipeline.trace.Tracing;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.metrics.DaemonMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A target that the daemon follows: its loop, and what it tells of it to the log, the record, the
/// channels and the web server. Only the loop knows the target; the rest listens.
final class ServedTarget {
  private final TargetLoop loop;
  private final TargetView view;
  private final Optional<Announcements> announcements;
  private final Optional<Recorder> recorder;
  private final Optional<WriteRecorder> writes;
  private final RunHistory history;
  private final DaemonLog log;
  private final Thread thread;

  /// Connects to nothing yet.
  ///
  /// @param requests that its API server reports; empty if it reports none
  /// @param nextCheck when the schedule starts the next full check
  /// @param log of what happens to this target
  ServedTarget(
      ServeRequest.Target target,
      Optional<TargetRequests> requests,
      Agent agent,
      DaemonMetrics metrics,
      Supplier<Optional<Instant>> nextCheck,
      DaemonLog log) {
    this.log = log;
    view =
        new TargetView(
            target.name(), FailOn.ANY_DRIFT, metrics, nextCheck, agent.clock().instant());
    history = new RunHistory(target.check().store(), FailOn.ANY_DRIFT, agent);
    Progress progress = Tracing.of(agent.environment(), Progress.NONE, Optional.of(target.name()));
    Duration delay = requests.isPresent() ? ReceivedRequests.USUAL : Duration.ZERO;
    announcements =
        target.announcement().map(it -> Announcements.start(it, agent, progress, log, delay));
    recorder =
        target.check().store().map(_ -> Recorder.start(target.check(), agent, progress, log));
    writes =
        requests
            .flatMap(_ -> target.check().store())
            .map(_ -> WriteRecorder.start(target.check(), agent, log));
    List<TargetListener> listeners = new ArrayList<>();
    listeners.add(new TargetLog(log));
    listeners.add(view);
    listeners.add(history);
    announcements.ifPresent(listeners::add);
    recorder.ifPresent(listeners::add);
    writes.ifPresent(listeners::add);
    loop =
        new TargetLoop(
            target.name(),
            () ->
                ContinuousCheck.open(
                    target.check(),
                    target.acting(),
                    requests,
                    agent,
                    progress,
                    WatchOptions.DEFAULT),
            new TargetListeners(listeners),
            progress,
            agent.clock());
    thread = Thread.ofPlatform().name("drift-target-" + target.name()).unstarted(loop);
  }

  TargetLoop loop() {
    return loop;
  }

  TargetView view() {
    return view;
  }

  RunHistory history() {
    return history;
  }

  void start() {
    thread.start();
  }

  /// Waits for what is under way after its loop was stopped.
  void join(Deadline deadline) throws InterruptedException {
    if (thread.getState() != Thread.State.NEW && !thread.join(deadline.left())) {
      log.warn(
          "%s did not finish within %d seconds; the next start goes on from there"
              .formatted(thread.getName(), deadline.whole().toSeconds()));
    }
  }

  /// Records and announces what is left.
  void close(Deadline deadline) throws InterruptedException {
    if (recorder.isPresent()) {
      recorder.get().close(deadline.left());
    }
    if (writes.isPresent()) {
      writes.get().close(deadline.left());
    }
    if (announcements.isPresent()) {
      announcements.get().close(deadline.left());
    }
  }
}
