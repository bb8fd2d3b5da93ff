package dev.drift.serve.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.drift.files.LimitedStream;
import dev.drift.files.TooLargeException;
import dev.drift.model.DriftException;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.web.HttpFailure.Reason;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the route of a request, asks who sent it, and answers. No answer repeats what was sent,
/// and none has a stack trace.
final class Dispatcher implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /// Everything below needs a token, also what does not exist.
  private static final String API = "/api/";

  private static final String NO_ROUTE = "none";

  private final List<Route> routes;
  private final Credentials credentials;
  private final DaemonMetrics metrics;
  private final Gate gate = new Gate();

  Dispatcher(List<Route> routes, Credentials credentials, DaemonMetrics metrics) {
    this.routes = List.copyOf(routes);
    this.credentials = credentials;
    this.metrics = metrics;
  }

  private record Found(Route route, Map<String, String> parameters) {}

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      List<Found> found = path == null ? List.of() : found(path);
      String name = found.isEmpty() ? NO_ROUTE : found.getFirst().route().template();
      Answer answer = answer(exchange, path == null ? "" : path, found, name);
      metrics.answered(name, answer.status());
      send(exchange, answer);
    }
  }

  private List<Found> found(String path) {
    return routes.stream()
        .flatMap(route -> route.match(path).map(it -> new Found(route, it)).stream())
        .toList();
  }

  private Answer answer(HttpExchange exchange, String path, List<Found> found, String name) {
    try {
      return dispatch(exchange, path, found);
    } catch (HttpFailure e) {
      return failed(e.error(), e.sentence());
    } catch (TooLargeException _) {
      return failed(Reason.TOO_LARGE, "The body is too large.");
    } catch (DriftException e) {
      LOG.warn("{} failed: {}", name, e.getMessage());
      return failed(Reason.UNAVAILABLE, "The store could not be read; the log has the details.");
    } catch (IOException e) {
      LOG.debug("A request to {} broke off", name, e);
      return failed(Reason.INVALID_REQUEST, "The body broke off.");
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("{} failed", name, e);
      return failed(Reason.INTERNAL, "Internal error; the log has the details.");
    }
  }

  private Answer dispatch(HttpExchange exchange, String path, List<Found> found)
      throws IOException {
    Map<String, List<String>> headers = headers(exchange.getRequestHeaders());
    if (found.isEmpty()) {
      if (path.startsWith(API) && !credentials.permit(Route.Access.API, headers)) {
        throw unauthorized();
      }
      throw new HttpFailure(Reason.NOT_FOUND, "There is no such route.");
    }
    Route.Access access = found.getFirst().route().access();
    if (!credentials.permit(access, headers)) {
      throw unauthorized();
    }
    Optional<Found> matching =
        found.stream()
            .filter(it -> it.route().method().equals(exchange.getRequestMethod()))
            .findFirst();
    if (matching.isEmpty()) {
      return failed(Reason.METHOD_NOT_ALLOWED, "The route does not have this method.")
          .with(
              "Allow",
              found.stream().map(it -> it.route().method()).collect(Collectors.joining(", ")));
    }
    Route route = matching.get().route();
    if (length(headers) > route.bodyBytes()) {
      throw new HttpFailure(Reason.TOO_LARGE, "The body is too large.");
    }
    if (!gate.enter(access)) {
      throw new HttpFailure(
          Reason.TOO_MANY_REQUESTS, "Too many requests at once; ask again later.");
    }
    try {
      return route
          .handler()
          .answer(
              new Request(
                  matching.get().parameters(),
                  Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                  headers,
                  new LimitedStream(exchange.getRequestBody(), route.bodyBytes())));
    } finally {
      gate.leave(access);
    }
  }

  private static HttpFailure unauthorized() {
    return new HttpFailure(Reason.UNAUTHORIZED, "A valid bearer token is needed.");
  }

  private static Answer failed(Reason error, String message) {
    Answer answer = Answer.error(error, message);
    return switch (error) {
      case UNAUTHORIZED -> answer.with("WWW-Authenticate", "Bearer realm=\"drift\"");
      case TOO_MANY_REQUESTS, UNAVAILABLE, NOT_EVALUATED -> answer.with("Retry-After", "5");
      case INVALID_REQUEST, NOT_FOUND, METHOD_NOT_ALLOWED, TOO_LARGE, INTERNAL -> answer;
    };
  }

  /// As announced; 1 if it is not known how much comes.
  private static long length(Map<String, List<String>> headers) {
    try {
      return headers.containsKey("transfer-encoding")
          ? 1
          : Long.parseLong(headers.getOrDefault("content-length", List.of("0")).getFirst());
    } catch (NumberFormatException _) {
      return Long.MAX_VALUE;
    }
  }

  private static Map<String, List<String>> headers(Headers given) {
    Map<String, List<String>> headers = new HashMap<>();
    given.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    return headers;
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.contentType());
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    answer.headers().forEach(headers::set);
    if (answer.status() >= 400) {
      // What is left of a body is not worth reading.
      headers.set("Connection", "close");
    }
    exchange.sendResponseHeaders(answer.status(), answer.body().length);
    exchange.getResponseBody().write(answer.body());
    // Closing waits for what is left of the request, and would keep the answer until then.
    exchange.getResponseBody().flush();
  }
}
