package dev.drift.net.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends single requests to one server, with a limit on time and size.
///
/// Redirects are not followed: they would carry a token or a message elsewhere. Messages of
/// exceptions are not passed on, because they may quote what was sent; only their kinds are.
public final class RestClient implements HttpSender {
  private static final long MAXIMUM_BODY = 16L * 1024 * 1024;

  private final HttpClient client;
  private final Duration whole;

  private RestClient(HttpClient client, Duration whole) {
    this.client = client;
    this.whole = whole;
  }

  /// @param server whose proxy is used
  /// @param authorities to trust, as PEM text; empty for those of the JVM
  /// @param environment that names proxies
  /// @param whole how long a request may take, its answer included
  /// @throws IllegalArgumentException if the authorities or the proxy cannot be used; the message
  ///     is half a sentence without a credential
  public static RestClient of(
      URI server, Optional<String> authorities, Map<String, String> environment, Duration whole) {
    return new RestClient(Connections.to(server, authorities, environment, whole), whole);
  }

  @Override
  public HttpAnswer send(HttpCall call) {
    HttpRequest request;
    try {
      request = request(call);
    } catch (IllegalArgumentException _) {
      return new HttpAnswer.NotSent("its URL or a credential has a character that HTTP forbids");
    }
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MAXIMUM_BODY));
    try {
      HttpResponse<byte[]> response = future.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpAnswer.Received(
          response.statusCode(),
          response.headers().map(),
          new String(response.body(), StandardCharsets.UTF_8));
    } catch (TimeoutException _) {
      future.cancel(true);
      return new HttpAnswer.Unknown(
          "it did not answer within %d seconds".formatted(whole.toSeconds()));
    } catch (InterruptedException _) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return new HttpAnswer.Unknown("the request was interrupted");
    } catch (ExecutionException e) {
      return HttpFailure.of(e);
    }
  }

  private static HttpRequest request(HttpCall call) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(call.uri());
    builder.setHeader("User-Agent", "drift");
    call.headers().forEach(builder::setHeader);
    return builder
        .method(
            call.method(),
            call.body()
                .map(HttpRequest.BodyPublishers::ofString)
                .orElseGet(HttpRequest.BodyPublishers::noBody))
        .build();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
