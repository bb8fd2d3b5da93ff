package dev.drift.net;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The proxies that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals
/// or small letters, as kubectl and Git obey them. Loopback is never proxied.
///
/// `NO_PROXY` holds names, which also stand for what is below them, addresses, networks such as
/// `10.0.0.0/8`, each but a network perhaps with a port, or `*`.
public record ProxySettings(Map<String, String> variables) {
  public ProxySettings {
    variables = Map.copyOf(variables);
  }

  /// The proxy before a server.
  ///
  /// @throws IllegalArgumentException if the variable holds no usable address; the message is
  ///     half a sentence without the address, which may hold a password
  public Optional<ProxyAddress> before(URI server) {
    return before(server, variable(server.getScheme() + "_PROXY"));
  }

  /// The same, but `ALL_PROXY` counts too: Git obeys it, kubectl does not.
  ///
  /// @throws IllegalArgumentException as [#before]
  public Optional<ProxyAddress> orForAllBefore(URI server) {
    return before(server, variable(server.getScheme() + "_PROXY").or(() -> variable("ALL_PROXY")));
  }

  private Optional<ProxyAddress> before(URI server, Optional<String> proxy) {
    return proxy.isEmpty() || server.getHost() == null || isExcepted(server)
        ? Optional.empty()
        : Optional.of(ProxyAddress.parse(proxy.get()));
  }

  private boolean isExcepted(URI server) {
    if (isLoopback(server.getHost())) {
      return true;
    }
    for (String exception : variable("NO_PROXY").orElse("").split("[,\\s]+")) {
      if (matches(server, exception.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(URI server, String exception) {
    if (exception.isEmpty()) {
      return false;
    }
    String host = withoutBrackets(server.getHost()).toLowerCase(Locale.ROOT);
    if (exception.equals("*") || withoutBrackets(exception).equals(host)) {
      return true;
    }
    if (exception.indexOf('/') > 0) {
      return inNetwork(host, exception);
    }
    int colon = exception.lastIndexOf(':');
    String name = exception;
    if (colon > 0 && exception.substring(colon + 1).matches("[0-9]{1,5}")) {
      if (Integer.parseInt(exception.substring(colon + 1)) != port(server)) {
        return false;
      }
      name = withoutBrackets(exception.substring(0, colon));
    }
    String suffix = name.startsWith("*.") ? name.substring(1) : name;
    return host.equals(suffix) || host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
  }

  private static int port(URI server) {
    return server.getPort() > 0
        ? server.getPort()
        : "https".equalsIgnoreCase(server.getScheme()) ? 443 : 80;
  }

  /// Literal addresses only, because looking up a name may leak it.
  private static boolean inNetwork(String host, String network) {
    try {
      int slash = network.indexOf('/');
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      byte[] base = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
      int bits = Integer.parseInt(network.substring(slash + 1));
      if (address.length != base.length || bits < 0 || bits > 8 * base.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int mask = 0x80 >> (i % 8);
        if ((address[i / 8] & mask) != (base[i / 8] & mask)) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether a host, as URLs name it, is this machine.
  public static boolean isLoopback(String host) {
    String plain = withoutBrackets(host);
    if (plain.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(plain).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private Optional<String> variable(String name) {
    String capitals = name.toUpperCase(Locale.ROOT);
    return value(capitals).or(() -> value(capitals.toLowerCase(Locale.ROOT)));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }
}
