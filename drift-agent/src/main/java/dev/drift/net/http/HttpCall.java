package dev.drift.net.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// A request. Its URI, headers and body may hold credentials, so it prints as its method only.
///
/// @param repeatable whether carrying it out twice gives the same as once
public record HttpCall(
    String method,
    URI uri,
    Map<String, String> headers,
    Optional<String> body,
    boolean repeatable) {
  public HttpCall {
    requireNonNull(method, "method is null");
    requireNonNull(uri, "uri is null");
    headers = Map.copyOf(headers);
    requireNonNull(body, "body is null");
  }

  public static HttpCall get(URI uri, Map<String, String> headers) {
    return new HttpCall("GET", uri, headers, Optional.empty(), true);
  }

  /// Something that is not there twice if it is asked for twice, such as an issue.
  public static HttpCall post(URI uri, Map<String, String> headers, String body) {
    return new HttpCall("POST", uri, headers, Optional.of(body), false);
  }

  /// A change after which the thing is as the body says.
  ///
  /// @param method `PATCH` or `PUT`
  public static HttpCall change(String method, URI uri, Map<String, String> headers, String body) {
    return new HttpCall(method, uri, headers, Optional.of(body), true);
  }

  @Override
  public String toString() {
    return method;
  }
}
