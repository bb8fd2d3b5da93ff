package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// What TLS needs, as PEM text.
///
/// @param authorities whom to trust; empty means the authorities of the JVM
/// @param client the certificate and key that name the user
/// @param insecure trusts any server
public record TlsSettings(
    Optional<String> authorities, Optional<ClientPair> client, boolean insecure) {
  public TlsSettings {
    requireNonNull(authorities, "authorities is null");
    requireNonNull(client, "client is null");
  }

  /// @param certificate a chain, the user's own first
  public record ClientPair(String certificate, String key) {
    public ClientPair {
      requireNonNull(certificate, "certificate is null");
      requireNonNull(key, "key is null");
    }

    @Override
    public String toString() {
      return "ClientPair";
    }
  }
}
