package dev.drift.net;

import static java.util.Objects.requireNonNull;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;

/// Where a proxy listens.
///
/// @param host without brackets
/// @param login whether a user and a password were given, which are left out
public record ProxyAddress(Protocol protocol, String host, int port, boolean login) {
  /// What the proxy speaks.
  public enum Protocol {
    HTTP(80),
    SOCKS(1080);

    private final int port;

    Protocol(int port) {
      this.port = port;
    }
  }

  public ProxyAddress {
    requireNonNull(protocol, "protocol is null");
    requireNonNull(host, "host is null");
  }

  /// @param text a URL, or a host with or without a port
  /// @throws IllegalArgumentException if it is not valid; the message is half a sentence, without
  ///     the address, which may hold a password
  public static ProxyAddress parse(String text) {
    URI uri;
    try {
      uri = new URI(text.contains("://") ? text : "http://" + text);
    } catch (java.net.URISyntaxException _) {
      throw new IllegalArgumentException("the address of the proxy is not a URL");
    }
    String scheme = String.valueOf(uri.getScheme());
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("the address of the proxy is not a URL");
    }
    Protocol protocol =
        switch (scheme) {
          case "http" -> Protocol.HTTP;
          case "socks", "socks4", "socks4a", "socks5", "socks5h" -> Protocol.SOCKS;
          default ->
              throw new IllegalArgumentException(
                  "the protocol of the proxy is not supported; use an HTTP or SOCKS proxy");
        };
    return new ProxyAddress(
        protocol,
        ProxySettings.withoutBrackets(uri.getHost()),
        uri.getPort() > 0 ? uri.getPort() : protocol.port,
        uri.getUserInfo() != null);
  }

  public Proxy toProxy() {
    return new Proxy(
        switch (protocol) {
          case HTTP -> Proxy.Type.HTTP;
          case SOCKS -> Proxy.Type.SOCKS;
        },
        new InetSocketAddress(host, port));
  }
}
