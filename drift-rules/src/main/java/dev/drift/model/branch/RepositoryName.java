package dev.drift.model.branch;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which repository a URL names, however it is written: with a user or without, with `.git` or
/// without, over HTTPS or SSH.
///
/// @param server host in lower case; with its scheme and port where the URL names a port, since
///     over another scheme that is another server
/// @param path without slashes around it and without `.git`, as the server writes it
public record RepositoryName(String server, String path) {
  private static final int LONGEST = 2000;

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>https?|ssh)://(?:[^/@\\s]*@)?(?<host>[\\w.-]+|\\[[0-9a-fA-F:]+\\])"
              + "(?::(?<port>\\d+))?/(?<path>[^?#\\s]+)");
  private static final Pattern SCP =
      Pattern.compile("(?:[^/@:\\s]+@)?(?<host>[\\w.-]+):(?!//)(?<path>[^?#\\s]+)");

  public RepositoryName {
    requireNonNull(server, "server is null");
    requireNonNull(path, "path is null");
  }

  /// Empty for folders, `file:` and `git:` URLs, and for text that is not a URL.
  public static Optional<RepositoryName> of(String url) {
    if (url.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = URL.matcher(url);
    if (matcher.matches()) {
      String scheme = matcher.group("scheme");
      String host = matcher.group("host");
      String port = Optional.ofNullable(matcher.group("port")).orElse("");
      return named(
          port.isEmpty() || isUsual(scheme, port) ? host : scheme + "://" + host + ":" + port,
          matcher.group("path"));
    }
    Matcher scp = SCP.matcher(url);
    return scp.matches() ? named(scp.group("host"), scp.group("path")) : Optional.empty();
  }

  private static boolean isUsual(String scheme, String port) {
    return switch (scheme) {
      case "https" -> port.equals("443");
      case "http" -> port.equals("80");
      default -> port.equals("22");
    };
  }

  private static Optional<RepositoryName> named(String server, String path) {
    String bare = path.replaceAll("^/+|/+$", "").replaceAll("\\.git$", "");
    return bare.isEmpty()
        ? Optional.empty()
        : Optional.of(new RepositoryName(server.toLowerCase(Locale.ROOT), bare));
  }
}
