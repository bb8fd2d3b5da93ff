package dev.drift.config;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the URL of a service, such as a channel or a forge; nothing is looked up, and no URL is
/// quoted.
final class ServiceUrl {
  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<login>[^/?#\\s]*@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^/?#@:\\s\\[\\]]+)(:[0-9]{1,5})?(/[^?#\\s]*)?"
              + "(?<query>\\?[^#\\s]*)?(?<fragment>#\\S*)?");

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What is sent there.
  enum Use {
    /// Messages.
    WEBHOOK,
    /// Also a token, which must not travel in plain text.
    TOKEN
  }

  private ServiceUrl() {}

  static Optional<String> read(Mapping service, Use use) {
    Optional<String> written = service.text("url");
    Optional<String> wrong = written.flatMap(url -> wrong(url, use));
    wrong.ifPresent(sentence -> service.problem("url", sentence));
    return wrong.isPresent() ? Optional.empty() : written.map(url -> url.replaceFirst("/+$", ""));
  }

  private static Optional<String> wrong(String url, Use use) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      return Optional.of("url must start with https:// or http:// and name a host");
    }
    if (parts.group("login") != null) {
      return Optional.of(
          "url holds a login, which must not stand in this file; remove it"
              + (use == Use.WEBHOOK ? ", or write url: {file: PATH}" : ""));
    }
    if (parts.group("fragment") != null || (use == Use.TOKEN && parts.group("query") != null)) {
      return Optional.of("url must have neither a query nor a fragment");
    }
    boolean plain = parts.group("scheme").equalsIgnoreCase("http");
    if (use == Use.TOKEN && plain && !LOOPBACK.contains(parts.group("host"))) {
      return Optional.of("url must start with https://, because the token is sent there");
    }
    return Optional.empty();
  }
}
