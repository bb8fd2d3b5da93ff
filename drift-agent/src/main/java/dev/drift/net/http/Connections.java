package dev.drift.net.http;

import dev.drift.net.ProxyAddress;
import dev.drift.net.ProxySettings;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Clients for one server, which follow no redirects.
final class Connections {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private Connections() {}

  /// @param server whose proxy is used
  /// @param authorities to trust, as PEM text; empty for those of the JVM
  /// @param environment that names proxies
  /// @param whole how long a request may take, its answer included
  /// @throws IllegalArgumentException if the authorities or the proxy cannot be used; the message
  ///     is half a sentence without a credential
  static HttpClient to(
      URI server, Optional<String> authorities, Map<String, String> environment, Duration whole) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT.compareTo(whole) < 0 ? CONNECT : whole)
            .proxy(proxy(new ProxySettings(environment).before(server)));
    if ("https".equalsIgnoreCase(server.getScheme())) {
      builder.sslContext(Trust.context(authorities));
    }
    return builder.build();
  }

  private static ProxySelector proxy(Optional<ProxyAddress> address) {
    if (address.isEmpty()) {
      return HttpClient.Builder.NO_PROXY;
    }
    return switch (address.get().protocol()) {
      case HTTP ->
          ProxySelector.of(new InetSocketAddress(address.get().host(), address.get().port()));
      case SOCKS -> throw new IllegalArgumentException("SOCKS proxies are not supported for it");
    };
  }
}
