package dev.drift.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the URL of a channel; nothing is looked up, and no URL is quoted.
final class ChannelUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// What is sent there.
  enum Use {
    /// Messages.
    WEBHOOK,
    /// Also a token, which must not travel in plain text.
    TOKEN
  }

  private ChannelUrl() {}

  static Optional<String> read(Mapping channel, Use use) {
    Optional<String> written = channel.text("url");
    Optional<String> wrong = written.flatMap(url -> wrong(url, use));
    wrong.ifPresent(sentence -> channel.problem("url", sentence));
    return wrong.isPresent() ? Optional.empty() : written.map(url -> url.replaceFirst("/+$", ""));
  }

  private static Optional<String> wrong(String url, Use use) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException _) {
      return Optional.of("url is not a URL");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.of("url must start with https:// or http:// and name a host");
    }
    if (uri.getRawUserInfo() != null) {
      return Optional.of(
          "url holds a login, which must not stand in this file; remove it, or write url: {file:"
              + " PATH}");
    }
    if (uri.getRawFragment() != null || (use == Use.TOKEN && uri.getRawQuery() != null)) {
      return Optional.of("url must have neither a query nor a fragment");
    }
    if (use == Use.TOKEN && scheme.equals("http") && !LOOPBACK.contains(uri.getHost())) {
      return Optional.of("url must start with https://, because the token is sent there");
    }
    return Optional.empty();
  }
}
