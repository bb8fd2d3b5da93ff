package dev.drift.serve.web;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/// A request to a route.
///
/// @param parameters of the path, decoded
/// @param query not decoded; empty if there is none
/// @param headers by their names in lower case
/// @param body ends with a [dev.drift.files.TooLargeException] where the route takes no more
record Request(
    Map<String, String> parameters,
    String query,
    Map<String, List<String>> headers,
    InputStream body) {
  Request {
    parameters = Map.copyOf(parameters);
    requireNonNull(query, "query is null");
    headers = Map.copyOf(headers);
    requireNonNull(body, "body is null");
  }

  /// A parameter of the path that the route's template names.
  String parameter(String name) {
    return requireNonNull(parameters.get(name), name);
  }
}
