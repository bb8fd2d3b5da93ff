package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address to listen on.
///
/// @param host an IP address, or a name of this machine; `0.0.0.0` for all IPv4 addresses, `::` for
///     all
/// @param port 0 for any that is free
public record Listen(String host, int port) {
  public static final Listen DEFAULT = new Listen("127.0.0.1", 8080);

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[A-Za-z0-9.-]+)):(?<port>[0-9]{1,5})");

  public Listen {
    requireNonNull(host, "host is null");
  }

  /// @param text `host:port`, or `[address]:port` of IPv6
  /// @return empty if it is not an address
  public static Optional<Listen> parse(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(matcher.group("port"));
    String host = matcher.group("v6") != null ? matcher.group("v6") : matcher.group("host");
    return port > HIGHEST_PORT ? Optional.empty() : Optional.of(new Listen(host, port));
  }
}
