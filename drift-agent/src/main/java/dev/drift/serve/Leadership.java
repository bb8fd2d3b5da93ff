package dev.drift.serve;

import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.Stopwatch;
import dev.drift.serve.log.DaemonLog;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether this replica works, or waits to take over.
final class Leadership implements AutoCloseable {
  private final LeaseElection election;
  private final DaemonLog log;
  private final Runnable lost;
  private final CountDownLatch stopped;
  private volatile boolean leads;
  private volatile boolean ended;

  /// @param lost called if the Lease could not be renewed in time
  /// @param stopped reached zero when the daemon ends
  Leadership(LeaseElection election, DaemonLog log, Runnable lost, CountDownLatch stopped) {
    this.election = election;
    this.log = log;
    this.lost = lost;
    this.stopped = stopped;
  }

  boolean leads() {
    return leads;
  }

  /// Waits until this replica leads.
  ///
  /// @return false if the daemon ends before
  boolean await() throws InterruptedException {
    boolean waiting = false;
    while (!election.lead()) {
      if (!waiting) {
        log.accept("standing by: another replica has the Lease");
        waiting = true;
      }
      if (stopped.await(LeaseElection.RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    leads = true;
    log.accept("leading: this replica has the Lease");
    Thread.ofVirtual().name("drift-lease").start(this::renew);
    return true;
  }

  private void renew() {
    Stopwatch renewed = Stopwatch.start();
    try {
      while (!ended) {
        Thread.sleep(LeaseElection.RETRY);
        if (ended || election.lead()) {
          renewed = Stopwatch.start();
        } else if (renewed.hasRun(LeaseElection.GIVE_UP)) {
          leads = false;
          log.warn("lost the Lease: this replica stops, so that no two act");
          lost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The daemon ends.
    }
  }

  /// After the work has ended.
  @Override
  public void close() {
    ended = true;
    if (leads) {
      election.release();
    }
    election.close();
  }
}
