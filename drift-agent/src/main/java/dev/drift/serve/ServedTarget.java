package dev.drift.serve;

import dev.drift.finding.FailOn;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.Progress;
import dev.drift.serve.metrics.DaemonMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A target that the daemon follows: its loop, and what it tells of it to the log, the record, the
/// channels and the web server. Only the loop knows the target; the rest listens.
final class ServedTarget {
  private final TargetLoop loop;
  private final TargetView view;
  private final Optional<Announcements> announcements;
  private final Optional<Recorder> recorder;
  private final Consumer<String> log;
  private final Thread thread;

  /// Connects to nothing yet.
  ///
  /// @param prefix of its lines in the log
  ServedTarget(
      ServeRequest.Target target,
      Agent agent,
      DaemonMetrics metrics,
      String prefix,
      Consumer<String> log) {
    this.log = log;
    view = new TargetView(target.name(), FailOn.ANY_DRIFT, metrics, agent.clock().instant());
    announcements = target.announcement().map(it -> Announcements.start(it, agent, log));
    recorder = target.check().store().map(_ -> Recorder.start(target.check(), agent, log));
    List<TargetListener> listeners = new ArrayList<>();
    listeners.add(new TargetLog(prefix, log));
    listeners.add(view);
    announcements.ifPresent(listeners::add);
    recorder.ifPresent(listeners::add);
    loop =
        new TargetLoop(
            target.name(),
            () ->
                ContinuousCheck.open(
                    target.check(), target.acting(), agent, Progress.NONE, WatchOptions.DEFAULT),
            new TargetListeners(listeners),
            agent.clock());
    thread = Thread.ofPlatform().name("drift-target-" + target.name()).unstarted(loop);
  }

  TargetLoop loop() {
    return loop;
  }

  TargetView view() {
    return view;
  }

  void start() {
    thread.start();
  }

  /// Waits for what is under way after its loop was stopped.
  void join(Duration patience) throws InterruptedException {
    if (thread.getState() != Thread.State.NEW && !thread.join(patience)) {
      log.accept(
          "%s did not finish within %d seconds; the next start goes on from there"
              .formatted(thread.getName(), patience.toSeconds()));
    }
  }

  /// Records and announces what is left.
  void close(Duration patience) throws InterruptedException {
    if (recorder.isPresent()) {
      recorder.get().close(patience);
    }
    if (announcements.isPresent()) {
      announcements.get().close(patience);
    }
  }
}
