package dev.drift.pipeline.record;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.store.LeaseTable;
import java.time.Duration;
import java.util.Optional;

/// The right of one run to act on a target. It is prolonged in the background until it is closed;
/// after a crash it ends by itself.
final class Lease implements AutoCloseable {
  /// How long a run that was killed keeps others waiting.
  static final Duration TIME = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofMillis(500);

  /// A lease is prolonged this many times before it would end.
  private static final int TIMES = 6;

  private static final String NAME = "act";

  private final LeaseTable table;
  private final String target;
  private final String holder;
  private final Duration time;
  private final Thread keeper;

  private Lease(LeaseTable table, String target, String holder, Duration time) {
    this.table = table;
    this.target = target;
    this.holder = holder;
    this.time = time;
    this.keeper = Thread.ofVirtual().name("lease of " + target).start(this::keep);
  }

  /// Waits for a lease that nobody prolongs: its run was killed.
  ///
  /// @param holder names the run
  /// @throws DriftException if another run has it
  static Lease take(LeaseTable table, String target, String holder, Duration time) {
    Optional<Long> first = Optional.empty();
    while (!table.take(target, NAME, holder, time)) {
      Optional<Long> until = table.until(target, NAME);
      if (first.isPresent() && until.isPresent() && !until.equals(first)) {
        throw busy(target);
      }
      first = until;
      pause(target);
    }
    return new Lease(table, target, holder, time);
  }

  private static void pause(String target) {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw busy(target);
    }
  }

  private static DriftException busy(String target) {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "another run of Drift is acting on target %s; wait for it".formatted(target)));
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(time.dividedBy(TIMES));
        table.prolong(target, NAME, holder, time);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } catch (DriftException _) {
        // The store may be back before the lease is over; [#require] finds out.
      }
    }
  }

  /// Before something is done on it.
  ///
  /// @throws DriftException if another run may have it by now
  void require() {
    if (!table.prolong(target, NAME, holder, time)) {
      throw new DriftException(
          Problem.of(
              Problem.Code.RECORD_FAILED,
              "this run stopped acting on target %s, because it was held up for longer than %d seconds and another run may be acting now; run again"
                  .formatted(target, time.toSeconds())));
    }
  }

  @Override
  public void close() {
    keeper.interrupt();
    try {
      keeper.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    table.release(target, NAME, holder);
  }
}
