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
import java.util.concurrent.CancellationException;
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

  /// An attempt that failed after longer is not repeated.
  private static final Duration SLOW = Duration.ofSeconds(20);

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
    return switch (exchange(call, retries, reader)) {
      case Attempt.Read<T>(T result) -> result;
      case Attempt.Failed<T> failed -> throw failed.failure();
    };
  }

  /// Sends a request that changes something: again only if the server certainly did not act on it.
  public <T> WriteOutcome<T> write(Call.Write call, BodyReader<T> reader) {
    return switch (exchange(call, Retries.PATIENT, reader)) {
      case Attempt.Read<T>(T result) -> new WriteOutcome.Done<>(result);
      case Attempt.Failed<T> failed when failed.mayHaveActed() ->
          new WriteOutcome.Unknown<>(failed.failure());
      case Attempt.Failed<T> failed -> new WriteOutcome.NotDone<>(failed.failure());
    };
  }

  /// Opens a response that goes on until one side ends it, such as a watch. There is one
  /// attempt, and nothing limits how long it takes after the headers. Closing the stream ends the
  /// request.
  ///
  /// @throws RequestFailed if the server does not respond with 2xx
  public InputStream open(Call.Read call) throws RequestFailed {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(
            client
                .newHttpRequestBuilder()
                .uri(target.server() + call.path())
                .header("Accept", call.accept())
                .build(),
            InputStream.class);
    ScheduledFuture<?> deadline =
        watch.schedule(() -> answer.cancel(true), HEADERS.toSeconds(), TimeUnit.SECONDS);
    try {
      HttpResponse<InputStream> response = await(answer);
      if (response.code() / 100 == 2) {
        return response.body();
      }
      if (response.code() == 401) {
        target.authentication().renew();
      }
      throw ResponseStatus.failure(response);
    } catch (UncheckedIOException e) {
      throw new RequestFailed(Kind.NO_CREDENTIALS, String.valueOf(e.getMessage()), e);
    } catch (CancellationException e) {
      throw new RequestFailed(Kind.UNREACHABLE, "it did not respond in time", e);
    } catch (IOException e) {
      throw TlsFailures.of(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RequestFailed(Kind.UNREACHABLE, "the request was interrupted", e);
    } finally {
      deadline.cancel(false);
    }
  }

  private <T> Attempt<T> exchange(Call call, Retries retries, BodyReader<T> reader) {
    boolean renewed = false;
    for (int attempt = 1; ; attempt++) {
      long start = System.nanoTime();
      Attempt<T> outcome = once(call, reader);
      if (!(outcome instanceof Attempt.Failed<T> failed)) {
        return outcome;
      }
      Kind kind = failed.failure().kind();
      if (kind == Kind.UNAUTHORIZED && !renewed && target.authentication().renew()) {
        renewed = true;
        continue;
      }
      // A server that lets time run out does so again, and many requests that wait add up.
      boolean worthwhile =
          failed.mayPass()
              && System.nanoTime() - start < SLOW.toNanos()
              && mayRepeat(call, failed)
              && (kind != Kind.UNREACHABLE || attempt < BROKEN_ATTEMPTS);
      Optional<Duration> wait =
          worthwhile ? retries.waitAfter(attempt, failed.retryAfter()) : Optional.empty();
      if (wait.isEmpty()) {
        return failed;
      }
      LOG.debug(
          "{} {}: attempt {} failed, retrying in {}",
          call.method(),
          call.path(),
          attempt,
          wait.get());
      try {
        Thread.sleep(wait.get());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed;
      }
    }
  }

  private static boolean mayRepeat(Call call, Attempt.Failed<?> failed) {
    return switch (call) {
      case Call.Repeatable _ -> true;
      case Call.Write _ -> !failed.mayHaveActed();
    };
  }

  /// How one attempt ended.
  private sealed interface Attempt<T> {
    record Read<T>(T result) implements Attempt<T> {}

    /// @param mayHaveActed whether the server may have carried out the request all the same
    /// @param mayPass whether another attempt may succeed
    record Failed<T>(
        RequestFailed failure, boolean mayHaveActed, boolean mayPass, Optional<Duration> retryAfter)
        implements Attempt<T> {}
  }

  private <T> Attempt<T> once(Call call, BodyReader<T> reader) {
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
          return new Attempt.Failed<>(
              ResponseStatus.failure(response),
              ResponseStatus.mayHaveActed(response.code()),
              ResponseStatus.isTransient(response.code()),
              ResponseStatus.retryAfter(response));
        }
        try (InputStream body = ResponseStatus.body(response)) {
          T result = reader.read(new UnclosedStream(body));
          body.readNBytes(LEFT_OVER); // To its end, so that the connection serves the next one.
          if (ResponseStatus.isPacked(response)) {
            readOut(response.body());
          }
          return new Attempt.Read<>(result);
        }
      } finally {
        deadline.cancel(false);
      }
    } catch (UncheckedIOException e) {
      return failed(
          new RequestFailed(Kind.NO_CREDENTIALS, String.valueOf(e.getMessage()), e), false);
    } catch (JsonEOFException e) {
      return broken(new IOException("the JSON is truncated"), late.get());
    } catch (JsonProcessingException e) {
      return failed(new RequestFailed(Kind.OTHER, "the response is not JSON"), true);
    } catch (TooLargeException e) {
      return failed(new RequestFailed(Kind.OTHER, "the response is too large"), true);
    } catch (IOException e) {
      return broken(e, late.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(new RequestFailed(Kind.UNREACHABLE, "the request was interrupted", e), true);
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
    return await(client.sendAsync(request, InputStream.class));
  }

  private static HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> answer)
      throws IOException, InterruptedException {
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

  private static <T> Attempt<T> failed(RequestFailed failure, boolean mayHaveActed) {
    return new Attempt.Failed<>(failure, mayHaveActed, false, Optional.empty());
  }

  private static <T> Attempt<T> broken(IOException e, boolean late) {
    if (late) {
      return failed(
          new RequestFailed(
              Kind.UNREACHABLE,
              "the response took longer than %d minutes".formatted(WHOLE_BODY.toMinutes()),
              e),
          true);
    }
    RequestFailed failure = TlsFailures.of(e);
    // One who does not trust the other's certificate neither sends nor receives a request.
    boolean mayPass = failure.kind() == Kind.UNREACHABLE;
    return new Attempt.Failed<>(
        failure, mayPass && !NetworkErrors.isBeforeConnecting(e), mayPass, Optional.empty());
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
