package dev.drift.serve.web;

import dev.drift.serve.web.HttpFailure.Reason;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parameters behind the `?`. One that is not known, or comes twice, is an error: a filter that
/// is mistyped must not look like one that finds everything.
final class Query {
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 1_000;

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /// @param text not decoded
  /// @param known the parameters of the route
  static Query of(String text, List<String> known) {
    Map<String, String> values = new HashMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split("&")) {
      int equals = part.indexOf('=');
      String name = decoded(equals < 0 ? part : part.substring(0, equals));
      if (!known.contains(name)) {
        throw invalid(
            known.isEmpty()
                ? "This route has no parameters."
                : "Unknown parameter; this route has %s.".formatted(String.join(", ", known)));
      }
      if (values.put(name, equals < 0 ? "" : decoded(part.substring(equals + 1))) != null) {
        throw invalid("The parameter %s is there twice.".formatted(name));
      }
    }
    return new Query(values);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw invalid("The query is not encoded as a URL is.");
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /// One of an enumeration, by its name in any case of letters.
  <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
    return text(name)
        .map(
            text ->
                Arrays.stream(type.getEnumConstants())
                    .filter(it -> it.name().equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            invalid(
                                "%s must be one of %s."
                                    .formatted(
                                        name,
                                        Arrays.stream(type.getEnumConstants())
                                            .map(it -> it.name().toLowerCase(Locale.ROOT))
                                            .collect(Collectors.joining(", "))))));
  }

  int limit() {
    return number("limit", 1, HIGHEST_LIMIT, DEFAULT_LIMIT);
  }

  int offset() {
    return number("offset", 0, Integer.MAX_VALUE, 0);
  }

  private int number(String name, int least, int most, int otherwise) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // as one out of bounds
    }
    throw invalid("%s must be a whole number from %d to %d.".formatted(name, least, most));
  }

  private static HttpFailure invalid(String message) {
    return new HttpFailure(Reason.INVALID_REQUEST, message);
  }
}
