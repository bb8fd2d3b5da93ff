package dev.drift.kubernetes.config;

import dev.drift.net.ProxyAddress;
import java.net.URI;
import java.util.Optional;

/// The proxy before an API server, of those that the Kubernetes client speaks with.
final class TargetProxy {
  private TargetProxy() {}

  /// @throws IllegalArgumentException if the environment names another; the message is half a
  ///     sentence without the address
  static Optional<ProxyAddress> of(URI server, Environment environment) {
    return environment.proxies().before(server).map(TargetProxy::supported);
  }

  /// @throws IllegalArgumentException as [#of]
  static ProxyAddress parse(String text) {
    return supported(ProxyAddress.parse(text));
  }

  private static ProxyAddress supported(ProxyAddress proxy) {
    if (proxy.protocol() != ProxyAddress.Protocol.HTTP) {
      throw new IllegalArgumentException(
          "its proxy is not an HTTP proxy; only HTTP proxies are supported");
    }
    if (proxy.login()) {
      throw new IllegalArgumentException("a proxy with a password is not supported");
    }
    return proxy;
  }
}
