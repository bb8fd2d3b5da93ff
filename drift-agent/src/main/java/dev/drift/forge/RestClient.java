package dev.drift.forge;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.net.ProxyAddress;
import dev.drift.net.ProxySettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/// Sends JSON to one REST service.
///
/// Redirects are not followed, because they would carry the token elsewhere. What only reads is
/// sent again if that may help; what changes something only if the server certainly did not act:
/// it was not reached, or it answered with a rate limit.
public final class RestClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration UNSAID = Duration.ofMinutes(1);
  private static final long LARGEST = 8L * 1024 * 1024;
  private static final int LONGEST_REASON = 300;
  private static final int ATTEMPTS = 4;

  private final URI base;
  private final Map<String, String> headers;
  private final String token;
  private final Waiting waiting;
  private final HttpClient client;

  /// How long to wait.
  ///
  /// @param whole for one answer
  /// @param first before something is sent again, doubled each time
  /// @param longest that a server may ask to wait; anything longer is left to the next run
  /// @param sleeper waits
  public record Waiting(
      Duration whole, Duration first, Duration longest, Sleeper sleeper, InstantSource clock) {
    public static Waiting usual() {
      return new Waiting(
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofSeconds(90),
          Thread::sleep,
          InstantSource.system());
    }
  }

  /// Waits.
  public interface Sleeper {
    /// @throws InterruptedException if the thread is interrupted
    void sleep(Duration duration) throws InterruptedException;
  }

  /// @param base what paths are appended to
  /// @param headers of each request; may hold the token
  /// @param token what no message may repeat
  /// @param environment that names proxies
  /// @throws IllegalArgumentException if the proxy cannot be used; the message is half a sentence
  public RestClient(
      URI base,
      Map<String, String> headers,
      String token,
      Map<String, String> environment,
      Waiting waiting) {
    this.base = base;
    this.headers = Map.copyOf(headers);
    this.token = token;
    this.waiting = waiting;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .proxy(proxy(new ProxySettings(environment).before(base)))
            .build();
  }

  private static ProxySelector proxy(Optional<ProxyAddress> address) {
    return address
        .map(
            it ->
                switch (it.protocol()) {
                  case HTTP -> ProxySelector.of(new InetSocketAddress(it.host(), it.port()));
                  case SOCKS ->
                      throw new IllegalArgumentException(
                          "SOCKS proxies are not supported; use an HTTP proxy");
                })
        .orElse(HttpClient.Builder.NO_PROXY);
  }

  public RestAnswer get(String path) {
    return repeated("GET", path, Optional.empty());
  }

  /// @param method `POST`, `PATCH` or `PUT`
  public RestAnswer change(String method, String path, Value body) {
    return repeated(method, path, Optional.of(JsonWriter.text(body)));
  }

  private RestAnswer repeated(String method, String path, Optional<String> body) {
    Duration wait = waiting.first();
    for (int attempt = 1; ; attempt++, wait = wait.multipliedBy(2)) {
      Attempt once = once(method, path, body);
      Optional<Duration> asked = once.again().filter(_ -> body.isEmpty() || once.harmless());
      if (asked.isEmpty() || attempt == ATTEMPTS) {
        return once.answer();
      }
      Duration longer = asked.get().compareTo(wait) > 0 ? asked.get() : wait;
      if (longer.compareTo(waiting.longest()) > 0) {
        return new RestAnswer.Refused(
            429, "it asks to wait for %d seconds".formatted(longer.toSeconds()));
      }
      try {
        waiting.sleeper().sleep(longer);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return once.answer();
      }
    }
  }

  /// One attempt.
  ///
  /// @param again after which time another attempt may help; empty if it does not
  /// @param harmless whether the server certainly did not act
  private record Attempt(RestAnswer answer, Optional<Duration> again, boolean harmless) {}

  private Attempt once(String method, String path, Optional<String> body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    request.setHeader("User-Agent", "drift");
    body.ifPresent(_ -> request.setHeader("Content-Type", "application/json"));
    headers.forEach(request::setHeader);
    request.method(
        method,
        body.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
    try {
      return answered(answer.get(waiting.whole().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      answer.cancel(true);
      return unknown("it did not answer in time");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Attempt(
          new RestAnswer.Unknown("the request was interrupted"), Optional.empty(), false);
    } catch (ExecutionException e) {
      return failed(e);
    }
  }

  private static Attempt unknown(String reason) {
    return new Attempt(new RestAnswer.Unknown(reason), Optional.of(Duration.ZERO), false);
  }

  private static Attempt notSent(String reason) {
    return new Attempt(new RestAnswer.NotSent(reason), Optional.of(Duration.ZERO), true);
  }

  /// The messages of exceptions are not passed on, because they may quote what was sent.
  private static Attempt failed(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      switch (e) {
        case UnknownHostException _, java.nio.channels.UnresolvedAddressException _ -> {
          return notSent("its host name cannot be resolved");
        }
        case HttpConnectTimeoutException _ -> {
          return notSent("no connection could be made in time");
        }
        case ConnectException _ -> {
          return notSent("the connection was refused");
        }
        case SSLHandshakeException _ -> {
          return notSent("its certificate is not trusted, or it does not speak TLS");
        }
        default -> {}
      }
    }
    return unknown("the connection was lost");
  }

  private Attempt answered(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    Value body;
    try {
      body = JsonReader.read(new String(response.body(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      body = Value.Null.NULL;
    }
    if (status / 100 == 2) {
      return body instanceof Value.Null
          ? new Attempt(new RestAnswer.Unknown("its answer is not JSON"), Optional.empty(), false)
          : new Attempt(new RestAnswer.Ok(body), Optional.empty(), false);
    }
    String reason = reason(status, body);
    RestAnswer refused = new RestAnswer.Refused(status, reason);
    Optional<Duration> limit = limit(response, reason);
    if (limit.isPresent()) {
      return new Attempt(refused, limit, true);
    }
    return status >= 500
        ? unknown("it answered " + reason)
        : new Attempt(refused, Optional.empty(), true);
  }

  /// How long to wait, if the answer is a rate limit. GitHub sends 403 or 429:
  /// <https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api>.
  private Optional<Duration> limit(HttpResponse<byte[]> response, String reason) {
    int status = response.statusCode();
    Optional<Duration> asked =
        response
            .headers()
            .firstValue("retry-after")
            .filter(text -> text.matches("\\d{1,9}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    boolean used =
        response.headers().firstValue("x-ratelimit-remaining").filter("0"::equals).isPresent();
    boolean limited =
        status == 429
            || (status == 403
                && (used || asked.isPresent() || reason.contains("secondary rate limit")));
    return limited
        ? asked
            .or(
                () ->
                    Stream.of("x-ratelimit-reset", "ratelimit-reset")
                        .flatMap(name -> response.headers().firstValue(name).stream())
                        .filter(text -> text.matches("\\d{1,12}"))
                        .map(text -> Instant.ofEpochSecond(Long.parseLong(text)))
                        .map(time -> Duration.between(waiting.clock().instant(), time))
                        .findFirst())
            .or(() -> Optional.of(UNSAID))
        : Optional.empty();
  }

  /// What the server says, in one line: GitHub has `message` and `errors`, GitLab a `message` that
  /// is a text, a list or an object, or an `error`.
  private String reason(int status, Value body) {
    String said =
        body instanceof Value.Obj object
            ? Stream.concat(
                    Stream.of("message", "error", "error_description")
                        .flatMap(key -> object.get(key).stream())
                        .flatMap(RestClient::texts),
                    object.objects("errors").stream().flatMap(one -> one.text("message").stream()))
                .collect(Collectors.joining("; "))
            : "";
    String clean =
        said.codePoints()
            .limit(LONGEST_REASON)
            .map(
                c ->
                    Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String masked = token.isEmpty() ? clean : clean.replace(token, "…");
    return masked.isEmpty() ? "HTTP " + status : "HTTP %d: %s".formatted(status, masked);
  }

  private static Stream<String> texts(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Stream.of(text);
      case Value.Arr(var items) -> items.stream().flatMap(RestClient::texts);
      case Value.Obj(var fields) -> fields.values().stream().flatMap(RestClient::texts);
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> Stream.empty();
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
