package dev.drift.forge.issue;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.value.Value;
import dev.drift.net.http.HttpAnswer;
import dev.drift.net.http.HttpCall;
import dev.drift.net.http.HttpSender;
import dev.drift.net.http.RateLimit;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Requests to a forge, and its answers as values and in words.
final class ForgeRequests implements AutoCloseable {
  /// RFC 8288; both forges page by it.
  private static final Pattern NEXT = Pattern.compile("<([^<>]+)>\\s*;[^,<>]*\\brel=\"next\"");

  private static final int LONGEST_MESSAGE = 200;

  private final HttpSender sender;
  private final URI server;
  private final Map<String, String> headers;
  private final String token;

  /// @param headers of every request, with the token
  ForgeRequests(HttpSender sender, URI server, Map<String, String> headers, String token) {
    this.sender = sender;
    this.server = server;
    this.headers = headers;
    this.token = token;
  }

  IssueAnswer<Value.Obj> get(String path) {
    return object(sender.send(HttpCall.get(uri(path), headers)));
  }

  IssueAnswer<Value.Obj> post(String path, Value.Obj body) {
    return object(sender.send(HttpCall.post(uri(path), json(), JsonWriter.text(body))));
  }

  IssueAnswer<Value.Obj> change(String method, String path, Value.Obj body) {
    return object(sender.send(HttpCall.change(method, uri(path), json(), JsonWriter.text(body))));
  }

  /// The first pages of a list.
  ///
  /// @param pages the most
  /// @param whole whether it is a failure if there are more
  IssueAnswer<List<Value.Obj>> list(String path, int pages, boolean whole) {
    List<Value.Obj> all = new ArrayList<>();
    Optional<URI> next = Optional.of(uri(path));
    for (int page = 0; next.isPresent(); page++) {
      if (page == pages) {
        return whole
            ? new IssueAnswer.NotDone<>(
                0, "it has more than %d pages of open issues with the label".formatted(pages))
            : new IssueAnswer.Done<>(all);
      }
      HttpAnswer answer = sender.send(HttpCall.get(next.get(), headers));
      switch (parsed(answer, Value.Arr.class)) {
        case IssueAnswer.Done<Value.Arr>(Value.Arr items) ->
            items.items().stream()
                .filter(Value.Obj.class::isInstance)
                .map(Value.Obj.class::cast)
                .forEach(all::add);
        case IssueAnswer.NotDone<Value.Arr> failure -> {
          return failure.cast();
        }
        case IssueAnswer.Unknown<Value.Arr> failure -> {
          return failure.cast();
        }
      }
      next = next(answer);
    }
    return new IssueAnswer.Done<>(all);
  }

  /// A link elsewhere would carry the token elsewhere.
  private Optional<URI> next(HttpAnswer answer) {
    if (!(answer instanceof HttpAnswer.Received received)) {
      return Optional.empty();
    }
    Matcher link = NEXT.matcher(received.header("link").orElse(""));
    if (!link.find()) {
      return Optional.empty();
    }
    try {
      URI uri = server.resolve(link.group(1));
      return Optional.of(uri)
          .filter(
              it ->
                  server.getScheme().equals(it.getScheme())
                      && String.valueOf(server.getAuthority()).equals(it.getAuthority()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private URI uri(String path) {
    return URI.create(server + path);
  }

  private Map<String, String> json() {
    Map<String, String> all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return all;
  }

  private IssueAnswer<Value.Obj> object(HttpAnswer answer) {
    return parsed(answer, Value.Obj.class);
  }

  private <T extends Value> IssueAnswer<T> parsed(HttpAnswer answer, Class<T> type) {
    return switch (answer) {
      case HttpAnswer.NotSent(String why) -> new IssueAnswer.NotDone<>(0, why);
      case HttpAnswer.Unknown(String why) -> new IssueAnswer.Unknown<>(why);
      case HttpAnswer.Received received when !received.isSuccess() -> refused(received);
      case HttpAnswer.Received received ->
          read(received)
              .filter(type::isInstance)
              .<IssueAnswer<T>>map(value -> new IssueAnswer.Done<>(type.cast(value)))
              .orElseGet(
                  () -> new IssueAnswer.Unknown<>("its answer is not what its API documents"));
    };
  }

  private <T> IssueAnswer<T> refused(HttpAnswer.Received answer) {
    int status = answer.status();
    String why = "it returned HTTP %d%s%s".formatted(status, message(answer), hint(answer, status));
    // A server or proxy that failed may have done it before.
    return status >= 500 ? new IssueAnswer.Unknown<>(why) : new IssueAnswer.NotDone<>(status, why);
  }

  private static String hint(HttpAnswer.Received answer, int status) {
    if (RateLimit.wait(answer, Instant.EPOCH).isPresent()) {
      return "; it limits how often Drift may ask, and the next run goes on";
    }
    return switch (status) {
      case 301, 302, 307, 308 -> "; the repository has moved, update its name";
      case 401 -> "; check the token";
      case 403 -> "; the token may not do this";
      case 404 -> "; there is no such repository, or the token cannot see it";
      case 410 -> "; the repository has no issues";
      default -> "";
    };
  }

  private String message(HttpAnswer.Received answer) {
    Optional<String> message =
        read(answer)
            .filter(Value.Obj.class::isInstance)
            .map(Value.Obj.class::cast)
            .flatMap(body -> body.text("message").or(() -> body.text("error")));
    return message
        .filter(text -> !text.contains(token))
        .map(text -> text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) : text)
        .map(text -> " (" + text + ")")
        .orElse("");
  }

  private static Optional<Value> read(HttpAnswer.Received answer) {
    try {
      return Optional.of(JsonReader.read(answer.text()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  static <T, U> IssueAnswer<U> map(IssueAnswer<T> answer, Function<T, U> function) {
    return switch (answer) {
      case IssueAnswer.Done<T>(T result) -> new IssueAnswer.Done<>(function.apply(result));
      case IssueAnswer.NotDone<T> failure -> failure.cast();
      case IssueAnswer.Unknown<T> failure -> failure.cast();
    };
  }

  /// Two lists as issues, the oldest first.
  static IssueAnswer<List<Issue>> joined(
      IssueAnswer<List<Value.Obj>> first,
      Supplier<IssueAnswer<List<Value.Obj>>> second,
      Predicate<Value.Obj> wanted,
      Function<Value.Obj, Issue> issue) {
    return switch (first) {
      case IssueAnswer.Done<List<Value.Obj>>(List<Value.Obj> open) ->
          map(
              second.get(),
              closed ->
                  Stream.concat(open.stream(), closed.stream())
                      .filter(wanted)
                      .map(issue)
                      .sorted(Comparator.comparingLong(Issue::number))
                      .toList());
      case IssueAnswer.NotDone<List<Value.Obj>> failure -> failure.cast();
      case IssueAnswer.Unknown<List<Value.Obj>> failure -> failure.cast();
    };
  }

  static long number(Value.Obj issue, String field) {
    return issue.get(field).orElse(Value.Null.NULL) instanceof Value.Num(var number)
        ? number.longValue()
        : 0;
  }

  @Override
  public void close() {
    sender.close();
  }
}
