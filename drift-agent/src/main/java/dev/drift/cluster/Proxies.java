package dev.drift.cluster;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Which HTTP proxy stands before a server, by the variables that kubectl obeys: `HTTPS_PROXY`,
/// `HTTP_PROXY` and `NO_PROXY`, in capitals or small letters. Loopback is never proxied.
final class Proxies {
  private Proxies() {}

  /// @throws IllegalArgumentException where the variable holds no usable address; the message is
  ///     half a sentence without the address, which may hold a password
  static Optional<URI> of(URI server, Environment environment) {
    String variable = "https".equals(server.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
    Optional<String> proxy = environment.anyCase(variable);
    if (proxy.isEmpty() || isLoopback(server.getHost())) {
      return Optional.empty();
    }
    String exceptions = environment.anyCase("NO_PROXY").orElse("");
    for (String exception : exceptions.split(",")) {
      if (matches(server, exception.strip().toLowerCase(Locale.ROOT))) {
        return Optional.empty();
      }
    }
    return Optional.of(parse(proxy.get()));
  }

  static URI parse(String text) {
    URI uri;
    try {
      uri = URI.create(text.contains("://") ? text : "http://" + text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the address of its proxy is no URL", e);
    }
    if (uri.getHost() == null || !"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          "its proxy is no http proxy, and other proxies are not supported");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("a proxy with a password is not supported");
    }
    return uri.getPort() < 0 ? URI.create("http://" + uri.getHost() + ":80") : uri;
  }

  private static boolean matches(URI server, String exception) {
    String host = plain(server.getHost()).toLowerCase(Locale.ROOT);
    if (exception.isEmpty()) {
      return false;
    }
    if (exception.equals("*") || exception.equals(host)) {
      return true;
    }
    if (exception.equals(host + ":" + server.getPort())) {
      return true;
    }
    if (exception.indexOf('/') > 0) {
      return inNetwork(host, exception);
    }
    String suffix = exception.startsWith("*.") ? exception.substring(1) : exception;
    return host.endsWith(suffix.startsWith(".") ? suffix : "." + suffix);
  }

  /// Literal addresses alone, since looking up names may leak them.
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
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static boolean isLoopback(String host) {
    String plain = plain(host);
    if (plain.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(plain).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String plain(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
