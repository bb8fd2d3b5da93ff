package dev.drift.net.http;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What became of a request. Reasons are the second half of a sentence and hold no credentials.
public sealed interface HttpAnswer {
  /// The server answered.
  ///
  /// @param headers by their names in small letters
  /// @param text the body, read as UTF-8
  record Received(int status, Map<String, List<String>> headers, String text)
      implements HttpAnswer {
    public Received {
      Map<String, List<String>> small = new TreeMap<>();
      headers.forEach((name, values) -> small.put(name.toLowerCase(Locale.ROOT), values));
      headers = small;
      requireNonNull(text, "text is null");
    }

    public boolean isSuccess() {
      return status / 100 == 2;
    }

    /// The first of that name.
    ///
    /// @param name in small letters
    public Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    @Override
    public String toString() {
      return "HTTP " + status;
    }
  }

  /// The server certainly did not receive the request.
  record NotSent(String why) implements HttpAnswer {
    public NotSent {
      requireNonNull(why, "why is null");
    }
  }

  /// The server may have received the request and carried it out.
  record Unknown(String why) implements HttpAnswer {
    public Unknown {
      requireNonNull(why, "why is null");
    }
  }
}
