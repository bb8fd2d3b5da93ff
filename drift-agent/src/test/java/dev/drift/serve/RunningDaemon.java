package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.config.Deployers;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.action.Action;
import dev.drift.serve.log.DaemonLog;
import dev.drift.source.Renderer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// A daemon with one target that runs until it is closed, and what it logged.
final class RunningDaemon implements AutoCloseable {
  static final Duration LONG = Duration.ofHours(1);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Daemon daemon;
  private final Thread thread;
  private final List<String> log = new CopyOnWriteArrayList<>();

  private RunningDaemon(ServeRequest request, Agent agent) {
    daemon = new Daemon(request, agent, DaemonLog.lines(log::add, false));
    thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    daemon.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
  }

  static RunningDaemon start(
      CheckRequest check,
      Optional<ActRequest> acting,
      Duration interval,
      Duration gitInterval,
      InstantSource clock) {
    return start(check, acting, interval, gitInterval, clock, Agent.ofProcess().renderer());
  }

  static RunningDaemon start(
      CheckRequest check,
      Optional<ActRequest> acting,
      Duration interval,
      Duration gitInterval,
      InstantSource clock,
      Renderer renderer) {
    Agent process = Agent.ofProcess();
    return new RunningDaemon(
        new ServeRequest(
            List.of(new ServeRequest.Target("test", check, acting, Optional.empty())),
            new Schedule.Every(interval),
            gitInterval,
            Optional.empty(),
            Deployers.NONE,
            Optional.empty(),
            Duration.ofSeconds(10)),
        new Agent(process.environment(), process.terminal(), clock, process.ids(), renderer));
  }

  /// One that only reports.
  static RunningDaemon start(CheckRequest check, Duration interval, Duration gitInterval) {
    return start(check, Optional.empty(), interval, gitInterval, InstantSource.system());
  }

  /// Reverts what policies order.
  static ActRequest acting(CheckRequest check, Path record) {
    return new ActRequest(
        check,
        Set.of(Action.REVERT),
        Optional.empty(),
        new ActRequest.Approval.ByPolicy(),
        record,
        Optional.of(ActRequest.HEAD));
  }

  List<String> log() {
    return List.copyOf(log);
  }

  /// Waits for a line; what was logged before this call counts, too.
  String logged(Predicate<String> wanted) throws InterruptedException {
    return loggedAfter(0, wanted);
  }

  /// Waits for a line after the first so many.
  String loggedAfter(int lines, Predicate<String> wanted) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<String> found = log.stream().skip(lines).filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not logged within %s: %s".formatted(PATIENCE, log));
  }

  @Override
  public void close() {
    daemon.stop();
    try {
      assertThat(thread.join(Duration.ofSeconds(60))).as("it ends").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
