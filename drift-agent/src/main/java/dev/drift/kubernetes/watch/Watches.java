package dev.drift.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.model.kind.ApiKind;
import dev.drift.secret.ObjectMask;
import dev.drift.secret.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Watches kinds of a cluster and delivers what happens through one bounded queue. Nothing is kept
/// here, and no object is delivered that the mask has not seen.
///
/// If nobody takes the events, nothing more is read, and the API server ends the watch at some
/// time; then it goes on where it was, or lists again.
public final class Watches implements AutoCloseable {
  private static final Duration END = Duration.ofSeconds(5);

  private final ClusterConnection connection;
  private final Redactor redactor;
  private final Optional<ObjectMask> mask;
  private final WatchOptions options;
  private final BlockingQueue<WatchEvent> events;
  private final List<KindWatch> watches = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  /// @param redactor for the server's own words
  /// @param mask applied to each object as it arrives; empty for none
  public Watches(
      ClusterConnection connection,
      Redactor redactor,
      Optional<ObjectMask> mask,
      WatchOptions options) {
    this.connection = requireNonNull(connection, "connection is null");
    this.redactor = requireNonNull(redactor, "redactor is null");
    this.mask = requireNonNull(mask, "mask is null");
    this.options = requireNonNull(options, "options is null");
    this.events = new ArrayBlockingQueue<>(options.queue());
    threads.add(Thread.ofVirtual().name("drift-watch-silence").start(this::endSilent));
  }

  /// Lists the kind, and watches it from there.
  ///
  /// @param namespace empty for all, and for a cluster-scoped kind
  public void start(ApiKind kind, Optional<String> namespace) {
    start(kind, namespace, Optional.empty());
  }

  /// Watches a kind that has been listed.
  ///
  /// @param resourceVersion of the LIST
  public void start(ApiKind kind, Optional<String> namespace, String resourceVersion) {
    start(kind, namespace, Optional.of(resourceVersion));
  }

  private void start(ApiKind kind, Optional<String> namespace, Optional<String> since) {
    KindWatch watch =
        new KindWatch(connection.api(), kind, namespace, since, mask, redactor, options, events);
    watches.add(watch);
    threads.add(Thread.ofVirtual().name("drift-watch-" + kind.plural()).start(watch));
  }

  /// The next event; empty if there is none in this time.
  public Optional<WatchEvent> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(events.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void endSilent() {
    try {
      while (true) {
        Thread.sleep(options.silence().dividedBy(4));
        watches.forEach(KindWatch::endIfSilent);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed.
    }
  }

  /// Ends all watches. What waits in the queue can still be taken.
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    watches.forEach(KindWatch::endConnection);
    for (Thread thread : threads) {
      try {
        thread.join(END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
