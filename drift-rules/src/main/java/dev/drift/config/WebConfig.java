package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What the daemon serves over HTTP.
///
/// @param listen where
/// @param certificate for HTTPS; without one it is HTTP
/// @param token that callers of the API and of the metrics need; without one there is no API
/// @param openMetrics whether the metrics need no token
/// @param gitSecret of the webhooks of Git servers; without one they are refused
/// @param auditToken of the audit webhooks of API servers; without one they are refused
public record WebConfig(
    Listen listen,
    Optional<ServerCertificate> certificate,
    Optional<SecretReference> token,
    boolean openMetrics,
    Optional<SecretReference> gitSecret,
    Optional<SecretReference> auditToken) {
  /// Health on loopback, and nothing else.
  public static final WebConfig DEFAULT =
      new WebConfig(
          Listen.DEFAULT,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty());

  public WebConfig {
    requireNonNull(listen, "listen is null");
    requireNonNull(certificate, "certificate is null");
    requireNonNull(token, "token is null");
    requireNonNull(gitSecret, "gitSecret is null");
    requireNonNull(auditToken, "auditToken is null");
  }

  /// The same at another address.
  public WebConfig at(Listen other) {
    return new WebConfig(other, certificate, token, openMetrics, gitSecret, auditToken);
  }
}
