package dev.drift.serve;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.AnnounceReport;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Current;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.serve.log.DaemonLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Announces what changed, on a thread of its own, as receivers may be slow. What changes meanwhile
/// is announced together.
final class Announcements implements TargetListener {
  /// What is to be announced.
  private sealed interface Work {
    record Of(Checked checked) implements Work {}

    record Failed(List<Problem> problems) implements Work {}

    record End() implements Work {}
  }

  private final AnnounceRequest request;
  private final AnnounceReport announcing;
  private final DaemonLog log;
  private final Duration delay;
  private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  private Announcements(
      AnnounceRequest request, Agent agent, Progress progress, DaemonLog log, Duration delay) {
    this.request = request;
    this.announcing = new AnnounceReport(agent, progress);
    this.log = log;
    this.delay = delay;
    this.thread = Thread.ofVirtual().name("drift-announce").unstarted(this::work);
  }

  /// @param delay after which the authors of findings are known
  static Announcements start(
      AnnounceRequest request, Agent agent, Progress progress, DaemonLog log, Duration delay) {
    Announcements announcements = new Announcements(request, agent, progress, log, delay);
    announcements.thread.start();
    return announcements;
  }

  private void work() {
    try {
      Work work = queue.take();
      while (!(work instanceof Work.End)) {
        Thread.sleep(delay);
        // Only the newest counts: each report has all that is open.
        while (queue.peek() instanceof Work.Of) {
          work = queue.take();
        }
        announce(work);
        work = queue.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // What is in the outbox is sent after the next start.
    }
  }

  private void announce(Work work) {
    try {
      List<Problem> problems =
          switch (work) {
            case Work.Of(Checked checked) -> announcing.run(request, checked);
            case Work.Failed(List<Problem> reasons) -> announcing.failed(request, reasons);
            case Work.End _ -> List.of();
          };
      problems.forEach(it -> log.warn(it.message()));
    } catch (DriftException e) {
      e.problems().forEach(it -> log.warn(it.message()));
    }
  }

  @Override
  public void checked(Current current, Duration time) {
    queue.add(new Work.Of(current.checked().get()));
  }

  @Override
  public void current(Current current) {
    if (current.changed()) {
      queue.add(new Work.Of(current.checked().get()));
    }
  }

  @Override
  public void failed(Instant at, List<Problem> problems) {
    queue.add(new Work.Failed(problems));
  }

  @Override
  public void fetched(GitState git, Duration time) {
    // What follows from it is announced with the next check.
  }

  @Override
  public void beat(Instant at) {
    // Nothing to announce.
  }

  /// Waits until what is queued is announced.
  void close(Duration patience) throws InterruptedException {
    queue.add(new Work.End());
    if (!thread.join(patience)) {
      thread.interrupt();
    }
  }
}
