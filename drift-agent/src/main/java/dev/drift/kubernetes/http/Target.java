package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

import dev.drift.net.ProxyAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where an API server is and how to speak with it.
///
/// @param server without a slash at the end and without a password
/// @param context of the kubeconfig, or `in-cluster`
/// @param proxy of HTTP; empty if the server is reached directly
/// @param headers sent with every request, for impersonation
public record Target(
    URI server,
    String context,
    TlsSettings tls,
    Authentication authentication,
    Optional<ProxyAddress> proxy,
    Map<String, List<String>> headers) {
  public Target {
    requireNonNull(server, "server is null");
    requireNonNull(context, "context is null");
    requireNonNull(tls, "tls is null");
    requireNonNull(authentication, "authentication is null");
    requireNonNull(proxy, "proxy is null");
    headers = Map.copyOf(headers);
  }

  @Override
  public String toString() {
    return context + " at " + server;
  }
}
