package dev.drift.cli;

import dev.drift.finding.Report;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// Waits for what the API server takes up some time after it was applied, such as roles.
public final class Eventually {
  private static final int ATTEMPTS = 300;

  private Eventually() {}

  /// @param attempts how often it is checked again
  /// @return the last report, whatever it says
  static Report report(CheckRequest request, int attempts, Predicate<Report> expected) {
    Report last = report(request);
    for (int attempt = 0; attempt < attempts && !expected.test(last); attempt++) {
      pause();
      last = report(request);
    }
    return last;
  }

  private static Report report(CheckRequest request) {
    return new AgentCommands(Agent.ofProcess()).check(request, Progress.NONE).report();
  }

  public static void holds(BooleanSupplier condition) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause();
    }
    throw new AssertionError("the API server did not get ready");
  }

  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
  }
}
