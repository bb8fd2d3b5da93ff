package dev.drift.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits for the steps of a start, and tells which process failed it.
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

  private final long begin = System.nanoTime();
  private final long deadline;
  private final Duration timeout;
  private final Collection<ChildProcess> processes;

  Startup(Duration timeout, Collection<ChildProcess> processes) {
    this.timeout = timeout;
    this.deadline = begin + timeout.toNanos();
    this.processes = processes;
  }

  /// @param responsible its log is shown if the time runs out
  void await(String what, ChildProcess responsible, BooleanSupplier condition) {
    while (!holds(condition)) {
      processes.stream()
          .filter(process -> !process.isAlive())
          .findFirst()
          .ifPresent(dead -> fail("The control plane did not start: ", dead));
      if (System.nanoTime() > deadline) {
        fail(
            "The control plane gave up waiting for %s after %d seconds: "
                .formatted(what, timeout.toSeconds()),
            responsible);
      }
      pause();
    }
    LOG.debug("{} after {} ms", what, Duration.ofNanos(System.nanoTime() - begin).toMillis());
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (ControlPlaneException e) {
      return false; // not listening yet
    }
  }

  private static void fail(String sentence, ChildProcess process) {
    throw new ControlPlaneException(sentence + process.describe());
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ControlPlaneException("The start of the control plane was interrupted.", e);
    }
  }
}
