package dev.drift.kubernetes.watch;

import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.Call;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.ResourcePath;
import dev.drift.kubernetes.read.Lister;
import dev.drift.model.kind.ApiKind;
import dev.drift.secret.ObjectMask;
import dev.drift.secret.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches one kind: lists it, watches from there, connects again when the connection ends, and
/// lists again when the API server no longer has what happened since.
final class KindWatch implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(KindWatch.class);

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final ApiServer api;
  private final ApiKind kind;
  private final Optional<String> namespace;
  private final Optional<ObjectMask> mask;
  private final Redactor redactor;
  private final WatchOptions options;
  private final BlockingQueue<WatchEvent> events;

  /// Where the next watch goes on; empty if it has to list first.
  private Optional<String> since;

  private int failures;

  /// When the connection last gave something, and the open connection. Guarded by this.
  private long heardAt;

  /// Whether the last connection was ended because nothing was heard.
  private boolean silent;

  private Optional<InputStream> open = Optional.empty();

  KindWatch(
      ApiServer api,
      ApiKind kind,
      Optional<String> namespace,
      Optional<String> since,
      Optional<ObjectMask> mask,
      Redactor redactor,
      WatchOptions options,
      BlockingQueue<WatchEvent> events) {
    this.api = api;
    this.kind = kind;
    this.namespace = namespace;
    this.since = since;
    this.mask = mask;
    this.redactor = redactor;
    this.options = options;
    this.events = events;
  }

  @Override
  public void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!attempt()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed.
    }
  }

  /// @return whether there is to be another one
  private boolean attempt() throws InterruptedException {
    try {
      if (since.isEmpty()) {
        Lister.Listing listing = new Lister(api, mask).list(kind, namespace);
        since = Optional.of(listing.resourceVersion());
        put(new WatchEvent.Listed(kind, namespace, listing.items(), listing.resourceVersion()));
      }
      long start = System.nanoTime();
      watch();
      boolean atOnce = System.nanoTime() - start < AT_ONCE.toNanos();
      return atOnce ? interrupted("the server ended the watch at once") : isAgain();
    } catch (RequestFailed e) {
      return switch (e.kind()) {
        case EXPIRED -> listAgain();
        case FORBIDDEN, NOT_FOUND -> {
          boolean forbidden = e.kind() == RequestFailed.Kind.FORBIDDEN;
          put(new WatchEvent.Refused(kind, namespace, forbidden, redactor.text(e.why())));
          yield false;
        }
        case UNAUTHORIZED ->
            interrupted("the server rejected the credentials: they are wrong or expired");
        case NO_CREDENTIALS, CERTIFICATE, UNREACHABLE, OTHER ->
            interrupted(redactor.text(e.why()), e.retryAfter());
      };
    } catch (WatchStream.ErrorEvent e) {
      return e.isExpired()
          ? listAgain()
          : interrupted(
              "the server ended the watch: " + redactor.text(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      // Its message may quote what was read.
      LOG.debug("the watch of {} broke off: {}", kind.plural(), e.getClass().getSimpleName());
      return isSilent() ? isAgain() : interrupted("the connection was lost");
    }
  }

  /// A watch that the server ended in time goes on without a word.
  private boolean isAgain() throws InterruptedException {
    return !isSilent()
        || interrupted("nothing was heard for %d seconds".formatted(options.silence().toSeconds()));
  }

  private synchronized boolean isSilent() {
    return silent;
  }

  private boolean listAgain() {
    LOG.debug("the watch of {} is too old; listing again", kind.plural());
    since = Optional.empty();
    return true;
  }

  private boolean interrupted(String why) throws InterruptedException {
    return interrupted(why, Duration.ZERO);
  }

  private boolean interrupted(String why, Duration asked) throws InterruptedException {
    put(new WatchEvent.Interrupted(kind, namespace, why));
    failures++;
    Thread.sleep(
        options.retries().waitAfter(failures, Optional.of(asked)).orElse(Duration.ofSeconds(30)));
    return true;
  }

  private void watch() throws RequestFailed, IOException, InterruptedException {
    String path =
        "%s?watch=true&allowWatchBookmarks=true&timeoutSeconds=%d&resourceVersion=%s"
            .formatted(
                ResourcePath.collection(kind, namespace),
                options.length().toSeconds(),
                ResourcePath.encode(since.orElseThrow()));
    put(new WatchEvent.Connecting(kind, namespace));
    try (InputStream body = opened(api.open(new Call.Read(path, Call.JSON)))) {
      put(new WatchEvent.Resumed(kind, namespace));
      read(body);
    } finally {
      closed();
    }
  }

  /// Making the parser already waits for the first event.
  private void read(InputStream body) throws IOException, InterruptedException {
    try (WatchStream stream = new WatchStream(body, kind, namespace, mask)) {
      if (Thread.currentThread().isInterrupted()) {
        return; // Closed before the connection could be ended.
      }
      Optional<WatchEvent> event = stream.next();
      while (event.isPresent()) {
        failures = 0;
        heard();
        since = version(event.get()).or(() -> since);
        put(event.get());
        heard(); // Waiting for room in the queue does not count as silence.
        event = stream.next();
      }
    }
  }

  private static Optional<String> version(WatchEvent event) {
    return switch (event) {
      case WatchEvent.Added(_, var object) -> object.metadata().text("resourceVersion");
      case WatchEvent.Modified(_, var object) -> object.metadata().text("resourceVersion");
      case WatchEvent.Deleted(_, var object) -> object.metadata().text("resourceVersion");
      case WatchEvent.Bookmark(_, _, String version) ->
          Optional.of(version).filter(text -> !text.isEmpty());
      case WatchEvent.Listed _,
          WatchEvent.Interrupted _,
          WatchEvent.Connecting _,
          WatchEvent.Resumed _,
          WatchEvent.Refused _ ->
          Optional.empty();
    };
  }

  private void put(WatchEvent event) throws InterruptedException {
    events.put(event);
  }

  private synchronized InputStream opened(InputStream body) {
    open = Optional.of(body);
    silent = false;
    heardAt = System.nanoTime();
    return body;
  }

  private synchronized void heard() {
    heardAt = System.nanoTime();
  }

  private synchronized void closed() {
    open = Optional.empty();
  }

  /// Ends a connection that has been silent for too long: the network may have lost it without a
  /// word. While events wait to be taken, nobody listens, and that is not silence.
  synchronized void endIfSilent() {
    if (open.isPresent()
        && events.remainingCapacity() > 0
        && System.nanoTime() - heardAt > options.silence().toNanos()) {
      silent = true;
      endConnection();
    }
  }

  /// Ends the connection, if there is one; what reads it gets an error.
  synchronized void endConnection() {
    open.ifPresent(
        body -> {
          try {
            body.close();
          } catch (IOException e) {
            LOG.debug("closing the watch of {} failed", kind.plural());
          }
        });
  }
}
