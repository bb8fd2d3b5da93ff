package dev.drift.kubernetes.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.drift.files.TooLargeException;
import dev.drift.kubernetes.http.RequestFailed.Kind;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends requests to an API server, with a limit on how long each takes. What changes nothing is
/// sent again if the server is overloaded or the connection broke ([Call]).
///
/// Nothing here logs a header or a body; what the JDK's own HTTP log would print is decided by
/// `jdk.httpclient.HttpClient.log`, which Drift never sets.
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final Duration HEADERS = Duration.ofSeconds(60);
  private static final Duration WHOLE_BODY = Duration.ofMinutes(5);
  private static final Duration END_OF_STREAM = Duration.ofSeconds(1);

  /// Fewer than for an overloaded server: if nothing is reached, each attempt may take long.
  private static final int BROKEN_ATTEMPTS = 3;

  private static final int LEFT_OVER = 64 * 1024;

  private final Target target;
  private final HttpClient client;
  private final ExecutorService executor =
      Executors.newCachedThreadPool(DaemonThreads.of("drift-http"));
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.of("drift-deadlines"));

  public ApiServer(Target target) {
    this.target = target;
    client = KubernetesHttp.client(target, executor);
  }

  URI server() {
    return target.server();
  }

  /// @param path with its query, from the slash on
  /// @param accept the media types
  /// @throws RequestFailed if no attempt succeeded
  public <T> T read(String path, String accept, Retries retries, BodyReader<T> reader)
      throws RequestFailed {
    return send(new Call.Read(path, accept), retries, reader);
  }

  /// Sends a request that changes nothing.
  ///
  /// @throws RequestFailed if no attempt succeeded
  public <T> T send(Call.Repeatable call, Retries retries, BodyReader<T> reader)
      throws RequestFailed {
    return exchange(call, retries, reader);
  }

  /// Sends a request that changes something.
  ///
  /// @throws RequestFailed if it got no usable answer. Whether the server acted on it is not
  ///     known if the kind is UNREACHABLE or OTHER
  public <T> T write(Call.Write call, BodyReader<T> reader) throws RequestFailed {
    return exchange(call, Retries.PATIENT, reader);
  }

  private <T> T exchange(Call call, Retries retries, BodyReader<T> reader) throws RequestFailed {
    boolean renewed = false;
    for (int attempt = 1; ; attempt++) {
      Outcome<T> outcome = once(call, reader);
      switch (outcome) {
        case Outcome.Read<T>(T result) -> {
          return result;
        }
        case Outcome.Failed<T>(RequestFailed failure, Repeat repeat, Optional<Duration> asked) -> {
          if (failure.kind() == Kind.UNAUTHORIZED && !renewed && target.authentication().renew()) {
            renewed = true;
            continue;
          }
          boolean worthwhile =
              mayRepeat(call, repeat)
                  && (failure.kind() != Kind.UNREACHABLE || attempt < BROKEN_ATTEMPTS);
          Optional<Duration> wait =
              worthwhile ? retries.waitAfter(attempt, asked) : Optional.empty();
          if (wait.isEmpty()) {
            throw failure;
          }
          LOG.debug(
              "{} {}: attempt {} failed, retrying in {}",
              call.method(),
              call.path(),
              attempt,
              wait.get());
          sleep(wait.get());
        }
      }
    }
  }

  private static boolean mayRepeat(Call call, Repeat repeat) {
    return switch (call) {
      case Call.Repeatable _ -> repeat != Repeat.USELESS;
      case Call.Write _ -> repeat == Repeat.NOT_ACTED_ON;
    };
  }

  /// What is known of a failed attempt that decides about another one.
  private enum Repeat {
    /// Another attempt may succeed, and the server certainly did not act on this one.
    NOT_ACTED_ON,
    /// Another attempt may succeed; the server may have acted on this one.
    PERHAPS_ACTED_ON,
    /// Another attempt would fail the same way.
    USELESS
  }

  /// How one attempt ended.
  private sealed interface Outcome<T> {
    record Read<T>(T result) implements Outcome<T> {}

    record Failed<T>(RequestFailed failure, Repeat repeat, Optional<Duration> retryAfter)
        implements Outcome<T> {}
  }

  private <T> Outcome<T> once(Call call, BodyReader<T> reader) {
    AtomicBoolean late = new AtomicBoolean();
    try {
      HttpResponse<InputStream> response = send(request(call));
      ScheduledFuture<?> deadline =
          watch.schedule(
              () -> {
                late.set(true);
                closeQuietly(response.body());
              },
              WHOLE_BODY.toSeconds(),
              TimeUnit.SECONDS);
      try {
        if (response.code() / 100 != 2) {
          return new Outcome.Failed<>(
              ResponseStatus.failure(response),
              repeat(response.code()),
              ResponseStatus.retryAfter(response));
        }
        try (InputStream body = ResponseStatus.body(response)) {
          T result = reader.read(new UnclosedStream(body));
          body.readNBytes(LEFT_OVER); // To its end, so that the connection serves the next one.
          if (ResponseStatus.isPacked(response)) {
            readOut(response.body());
          }
          return new Outcome.Read<>(result);
        }
      } finally {
        deadline.cancel(false);
      }
    } catch (UncheckedIOException e) {
      return failed(new RequestFailed(Kind.NO_CREDENTIALS, String.valueOf(e.getMessage()), e));
    } catch (JsonEOFException e) {
      return broken(new IOException("the JSON is truncated"), late.get());
    } catch (JsonProcessingException e) {
      return failed(new RequestFailed(Kind.OTHER, "the response is not JSON"));
    } catch (TooLargeException e) {
      return failed(new RequestFailed(Kind.OTHER, "the response is too large"));
    } catch (IOException e) {
      return broken(e, late.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new RequestFailed(Kind.UNREACHABLE, "the request was interrupted", e));
    }
  }

  /// After the compressed body comes only the end of the stream; if it is not read, the stream is
  /// reset. The response is complete, so failures here do not matter.
  private void readOut(InputStream raw) {
    ScheduledFuture<?> deadline =
        watch.schedule(() -> closeQuietly(raw), END_OF_STREAM.toMillis(), TimeUnit.MILLISECONDS);
    try {
      raw.readNBytes(LEFT_OVER);
    } catch (IOException e) {
      LOG.debug("a response did not end cleanly", e);
    } finally {
      deadline.cancel(false);
    }
  }

  private HttpRequest request(Call call) {
    // Compressed even on loopback: a tenth of the bytes, and Java deciphers TLS slowly, most of all
    // without its C2 compiler (CPU for 10,600 objects: 3.0 s against 5.5 s; warm 1.5 s against
    // 2.2).
    HttpRequest.Builder builder =
        client
            .newHttpRequestBuilder()
            .uri(target.server() + call.path())
            .timeout(HEADERS.toSeconds(), TimeUnit.SECONDS)
            .header("Accept", call.accept())
            .header("Accept-Encoding", "gzip");
    call.body().ifPresent(body -> builder.method(call.method(), body.mediaType(), body.text()));
    return builder.build();
  }

  /// Waits for the status and the headers; the body follows as it is read.
  ///
  /// @throws UncheckedIOException if there are no credentials to send
  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(request, InputStream.class);
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      for (Throwable cause : NetworkErrors.causes(e)) {
        if (cause instanceof UncheckedIOException unchecked) {
          throw unchecked;
        }
        if (cause instanceof IOException io) {
          throw io;
        }
      }
      throw new IOException("the request failed", e);
    }
  }

  private static <T> Outcome<T> failed(RequestFailed failure) {
    return new Outcome.Failed<>(failure, Repeat.USELESS, Optional.empty());
  }

  private static Repeat repeat(int code) {
    // 429 is API Priority and Fairness, or an eviction that was refused; nothing was done.
    if (code == 429) {
      return Repeat.NOT_ACTED_ON;
    }
    return ResponseStatus.isTransient(code) ? Repeat.PERHAPS_ACTED_ON : Repeat.USELESS;
  }

  private static <T> Outcome<T> broken(IOException e, boolean late) {
    if (late) {
      return failed(
          new RequestFailed(
              Kind.UNREACHABLE,
              "the response took longer than %d minutes".formatted(WHOLE_BODY.toMinutes()),
              e));
    }
    RequestFailed failure = TlsFailures.of(e);
    Repeat repeat =
        NetworkErrors.isBeforeConnecting(e) ? Repeat.NOT_ACTED_ON : Repeat.PERHAPS_ACTED_ON;
    return new Outcome.Failed<>(
        failure, failure.kind() == Kind.UNREACHABLE ? repeat : Repeat.USELESS, Optional.empty());
  }

  private static void sleep(Duration wait) throws RequestFailed {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestFailed(Kind.UNREACHABLE, "the request was interrupted", e);
    }
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.debug("closing a late response failed", e);
    }
  }

  @Override
  public void close() {
    client.close();
    executor.shutdownNow();
    watch.shutdownNow();
  }
}
