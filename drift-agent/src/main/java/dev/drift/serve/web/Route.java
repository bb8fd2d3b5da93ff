package dev.drift.serve.web;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is served at a path.
///
/// @param template such as `/api/v1/targets/{target}`; the metrics name the route by it
/// @param access who may ask
/// @param bodyBytes how much of a body it takes
record Route(String method, String template, Access access, long bodyBytes, Handler handler) {
  Route {
    requireNonNull(method, "method is null");
    requireNonNull(template, "template is null");
    requireNonNull(access, "access is null");
    requireNonNull(handler, "handler is null");
  }

  /// Who may ask.
  enum Access {
    /// Anybody.
    OPEN,
    /// Who has the token of the API.
    API,
    /// Who has the token of the API, or anybody if the configuration says so.
    METRICS,
    /// A Git server; the handler checks its signature.
    GIT_HOOK,
    /// An API server with the token of the audit webhook.
    AUDIT_HOOK
  }

  /// Answers a request, in a thread of its own.
  @FunctionalInterface
  interface Handler {
    /// @throws HttpFailure to answer with an error
    /// @throws IOException if the body breaks off
    Answer answer(Request request) throws IOException;
  }

  static Route get(String template, Access access, Handler handler) {
    return new Route("GET", template, access, 0, handler);
  }

  static Route post(String template, Access access, long bodyBytes, Handler handler) {
    return new Route("POST", template, access, bodyBytes, handler);
  }

  /// The parameters of a path that this is the route of; empty if it is not.
  ///
  /// @param path as it was asked for, not decoded
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (part.startsWith("{")) {
        Optional<String> value = decoded(given.get(i));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        parameters.put(part.substring(1, part.length() - 1), value.get());
      } else if (!part.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static Optional<String> decoded(String part) {
    try {
      return Optional.of(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(text -> !text.isEmpty());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
