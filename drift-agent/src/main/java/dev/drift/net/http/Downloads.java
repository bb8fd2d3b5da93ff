package dev.drift.net.http;

import static java.util.Objects.requireNonNull;

import dev.drift.net.AllowedUrls;
import dev.drift.net.SafeUrl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// Downloads files whose URLs are allowed, and follows only redirects to URLs that are allowed too:
/// a server must not lead Drift to a host within reach of Drift alone.
public final class Downloads {
  /// One more than the longest chain that a registry with a mirror and a store needs.
  private static final int MOST_REDIRECTS = 5;

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final String AUTHORIZATION = "Authorization";

  /// What the JDK says of a body that is larger than was asked for.
  private static final String TOO_LARGE = "body exceeds capacity";

  private final AllowedUrls allowed;
  private final Map<String, String> environment;
  private final Duration whole;

  /// @param environment that names proxies
  /// @param whole how long one download may take, redirects apart
  public Downloads(AllowedUrls allowed, Map<String, String> environment, Duration whole) {
    this.allowed = requireNonNull(allowed, "allowed is null");
    this.environment = Map.copyOf(environment);
    this.whole = requireNonNull(whole, "whole is null");
  }

  /// What became of a download.
  public sealed interface Answer {
    /// The last server answered.
    ///
    /// @param headers by their names in small letters, the first of each
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Received(int status, Map<String, String> headers, byte[] body) implements Answer {
      public Received {
        headers = Map.copyOf(headers);
      }

      public boolean isSuccess() {
        return status == 200;
      }

      /// @param name in small letters
      public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
      }

      @Override
      public String toString() {
        return "HTTP " + status;
      }
    }

    /// @param why the second half of a sentence about the URL
    record Failed(String why) implements Answer {}
  }

  /// @param most bytes that it may have
  public Answer get(String url, long most) {
    return get(url, Map.of(), most, _ -> false);
  }

  /// @param headers of the request. A redirect to another server does not get the authorization
  /// @param most bytes that it may have
  /// @param also whether a URL may be asked besides those that are allowed
  public Answer get(String url, Map<String, String> headers, long most, Predicate<String> also) {
    String at = url;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      if (!allowed.allow(at) && !also.test(at)) {
        return new Answer.Failed(
            (i == 0 ? "" : "redirects to %s, which ".formatted(SafeUrl.of(at)))
                + AllowedUrls.REFUSED);
      }
      Answer answer =
          send(
              at,
              AllowedUrls.isSameServer(url, at) ? headers : withoutAuthorization(headers),
              most);
      if (!(answer instanceof Answer.Received received) || !REDIRECTS.contains(received.status())) {
        return answer;
      }
      Optional<String> next = next(at, received);
      if (next.isEmpty()) {
        return new Answer.Failed("redirects to what is not a URL");
      }
      at = next.get();
    }
    return new Answer.Failed("redirects more than %d times".formatted(MOST_REDIRECTS));
  }

  private static Map<String, String> withoutAuthorization(Map<String, String> headers) {
    Map<String, String> others = new HashMap<>(headers);
    others.remove(AUTHORIZATION);
    return others;
  }

  private static Optional<String> next(String at, Answer.Received received) {
    try {
      return received.header("location").map(it -> URI.create(at).resolve(it).toString());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private Answer send(String url, Map<String, String> headers, long most) {
    HttpRequest request;
    HttpClient client;
    try {
      URI uri = URI.create(url);
      HttpRequest.Builder builder = HttpRequest.newBuilder(uri).GET();
      builder.setHeader("User-Agent", "drift");
      headers.forEach(builder::setHeader);
      request = builder.build();
      client = Connections.to(uri, Optional.empty(), environment, whole);
    } catch (IllegalArgumentException e) {
      return new Answer.Failed("cannot be asked: " + e.getMessage());
    }
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
    try {
      return received(future.get(whole.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      future.cancel(true);
      return new Answer.Failed(
          "could not be fetched: it took longer than %d seconds".formatted(whole.toSeconds()));
    } catch (InterruptedException _) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Failed("could not be fetched: the request was interrupted");
    } catch (ExecutionException e) {
      return isTooLarge(e)
          ? new Answer.Failed("is larger than %d MiB".formatted(most >> 20))
          : new Answer.Failed("could not be fetched: " + why(e));
    } finally {
      client.shutdownNow();
    }
  }

  private static Answer received(HttpResponse<byte[]> response) {
    Map<String, String> headers = new HashMap<>();
    response
        .headers()
        .map()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new Answer.Received(response.statusCode(), headers, response.body());
  }

  private static boolean isTooLarge(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (String.valueOf(e.getMessage()).startsWith(TOO_LARGE)) {
        return true;
      }
    }
    return false;
  }

  private static String why(ExecutionException failure) {
    return switch (HttpFailure.of(failure)) {
      case HttpAnswer.NotSent(String why) -> why;
      case HttpAnswer.Unknown(String why) -> why;
      case HttpAnswer.Received _ -> "the request failed";
    };
  }
}
