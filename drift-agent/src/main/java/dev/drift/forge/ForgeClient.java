package dev.drift.forge;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.HiddenCharacters;
import dev.drift.model.value.Value;
import dev.drift.net.http.HttpAnswer;
import dev.drift.net.http.HttpCall;
import dev.drift.net.http.HttpSender;
import dev.drift.net.http.Patience;
import dev.drift.net.http.RateLimit;
import dev.drift.net.http.RestClient;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks one forge, and reads its answers. What changes something is sent again only if the forge
/// certainly did not act.
public final class ForgeClient implements AutoCloseable {
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);
  private static final int LONGEST_REASON = 300;

  private final HttpSender sender;
  private final URI base;
  private final Map<String, String> headers;
  private final String token;
  private final InstantSource clock;
  private final Duration longest;

  /// @param base what paths are appended to
  /// @param headers of each request; may hold the token
  /// @param token what no message may repeat
  /// @param environment that names proxies
  /// @throws IllegalArgumentException if the proxy cannot be used; the message is half a sentence
  ForgeClient(
      URI base,
      Map<String, String> headers,
      String token,
      Map<String, String> environment,
      Patience.Waits waits,
      InstantSource clock) {
    this.sender =
        new Patience(
            RestClient.of(base, Optional.empty(), environment, LONGEST_REQUEST), waits, clock);
    this.base = base;
    this.headers = Map.copyOf(headers);
    this.token = token;
    this.clock = clock;
    this.longest = waits.budget();
  }

  /// The objects of a list that are wanted and readable.
  public <T> Answer<List<T>> list(
      String path, Predicate<Value.Obj> wanted, Function<Value, Optional<T>> read) {
    return read(
        sender.send(HttpCall.get(URI.create(base + path), headers)),
        body ->
            body instanceof Value.Arr(List<Value> items)
                ? Optional.of(
                    items.stream()
                        .filter(Value.Obj.class::isInstance)
                        .map(Value.Obj.class::cast)
                        .filter(wanted)
                        .flatMap(one -> read.apply(one).stream())
                        .toList())
                : Optional.empty());
  }

  /// @param method `POST`, `PATCH` or `PUT`
  public <T> Answer<T> change(
      String method, String path, Value body, Function<Value, Optional<T>> read) {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    HttpCall call =
        new HttpCall(
            method, URI.create(base + path), all, Optional.of(JsonWriter.text(body)), false);
    return read(sender.send(call), read);
  }

  /// @param read gives nothing if the answer lacks what its documentation says
  private <T> Answer<T> read(HttpAnswer answer, Function<Value, Optional<T>> read) {
    return switch (answer) {
      case HttpAnswer.NotSent(String why) -> new Answer.Refused<>(why);
      case HttpAnswer.Unknown(String why) -> new Answer.Unknown<>(why);
      case HttpAnswer.Received received when received.isSuccess() ->
          body(received)
              .map(
                  body ->
                      read.apply(body)
                          .<Answer<T>>map(Answer.Ok::new)
                          .orElseGet(() -> new Answer.Unknown<>("its answer lacks fields")))
              .orElseGet(() -> new Answer.Unknown<>("its answer is not JSON"));
      case HttpAnswer.Received received -> failed(received);
    };
  }

  private <T> Answer<T> failed(HttpAnswer.Received received) {
    Optional<Duration> limit =
        RateLimit.wait(received, clock.instant()).filter(it -> it.compareTo(longest) > 0);
    if (limit.isPresent()) {
      return new Answer.Refused<>(
          "it asks to wait for %d seconds".formatted(limit.get().toSeconds()));
    }
    String reason = reason(received.status(), body(received));
    return received.status() >= 500
        ? new Answer.Unknown<>("it answered " + reason)
        : new Answer.Refused<>(reason);
  }

  private static Optional<Value> body(HttpAnswer.Received received) {
    try {
      return Optional.of(JsonReader.read(received.text()))
          .filter(value -> !(value instanceof Value.Null));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /// What the server says, in one line: GitHub has `message` and `errors`, GitLab a `message` that
  /// is a text, a list or an object, or an `error`.
  private String reason(int status, Optional<Value> body) {
    String said =
        body.orElse(Value.Null.NULL) instanceof Value.Obj object
            ? Stream.concat(
                    Stream.of("message", "error", "error_description")
                        .flatMap(key -> object.get(key).stream())
                        .flatMap(ForgeClient::texts),
                    object.objects("errors").stream().flatMap(one -> one.text("message").stream()))
                .collect(Collectors.joining("; "))
            : "";
    String clean =
        said.codePoints()
            .limit(LONGEST_REASON)
            .map(c -> HiddenCharacters.has(c) ? '?' : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String masked = token.isEmpty() ? clean : clean.replace(token, "…");
    return masked.isEmpty() ? "HTTP " + status : "HTTP %d: %s".formatted(status, masked);
  }

  private static Stream<String> texts(Value value) {
    return switch (value) {
      case Value.Str(String text) -> Stream.of(text);
      case Value.Arr(var items) -> items.stream().flatMap(ForgeClient::texts);
      case Value.Obj(var fields) -> fields.values().stream().flatMap(ForgeClient::texts);
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> Stream.empty();
    };
  }

  @Override
  public void close() {
    sender.close();
  }
}
