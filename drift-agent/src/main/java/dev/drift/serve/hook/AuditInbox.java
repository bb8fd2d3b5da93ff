package dev.drift.serve.hook;

import dev.drift.requestlog.AuditBatch;
import dev.drift.requestlog.AuditedWrite;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.metrics.DaemonMetrics.AuditResult;
import dev.drift.serve.state.DaemonEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what audit webhooks send at once, and hands it to the daemon as fast as that takes it.
///
/// An API server holds 10,000 events and drops what comes then, so it must not wait for the daemon.
/// What does not fit here is refused before anything of it is kept; the API server sends it again.
public final class AuditInbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AuditInbox.class);

  private static final int MOST_WRITES = 10_000;
  private static final long MOST_BYTES = 16L * 1024 * 1024;

  /// An API server sends again what it got no answer to, some seconds later.
  private static final int REMEMBERED = 20_000;

  private final DaemonEvents events;
  private final DaemonMetrics metrics;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Thread thread;
  private int writes;
  private long bytes;
  private boolean closed;

  private record Entry(String target, List<AuditedWrite> writes, long bytes) {}

  public AuditInbox(DaemonEvents events, DaemonMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
    this.thread = Thread.ofVirtual().name("audit-inbox").start(this::deliver);
  }

  /// @param target the name of a target
  /// @return whether there was room
  public synchronized boolean offer(String target, AuditBatch batch) {
    List<AuditedWrite> fresh = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (AuditedWrite write : batch.writes()) {
      if (!known.contains(target + " " + write.key()) && ids.add(write.key())) {
        fresh.add(write);
      }
    }
    boolean room =
        entries.isEmpty()
            || (writes + fresh.size() <= MOST_WRITES && bytes + batch.bytes() <= MOST_BYTES);
    if (closed || !room) {
      return false;
    }
    fresh.forEach(write -> remember(target + " " + write.key()));
    metrics.audited(target, AuditResult.WRITE, fresh.size());
    metrics.audited(target, AuditResult.DUPLICATE, batch.writes().size() - fresh.size());
    metrics.audited(target, AuditResult.OTHER, batch.others());
    metrics.audited(target, AuditResult.INVALID, batch.invalid());
    if (!fresh.isEmpty()) {
      entries.addLast(new Entry(target, fresh, batch.bytes()));
      writes += fresh.size();
      bytes += batch.bytes();
      notifyAll();
    }
    return true;
  }

  private void remember(String id) {
    known.add(id);
    if (known.size() > REMEMBERED) {
      known.remove(known.iterator().next());
    }
  }

  private void deliver() {
    try {
      for (Entry entry = next(); entry != null; entry = next()) {
        try {
          events.audited(entry.target(), entry.writes());
        } catch (RuntimeException e) {
          LOG.error("{} writes of the request log were not handled", entry.writes().size(), e);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized @Nullable Entry next() throws InterruptedException {
    while (entries.isEmpty() && !closed) {
      wait();
    }
    Entry entry = entries.pollFirst();
    if (entry != null) {
      writes -= entry.writes().size();
      bytes -= entry.bytes();
    }
    return entry;
  }

  /// Delivers what is there, for some seconds at most.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
