package dev.drift.config;

import static java.util.Objects.requireNonNull;

/// What the daemon's HTTP server proves its name with.
///
/// @param certificate a PEM file with the certificate and those between it and its authority
/// @param key a PEM file with the private key, not encrypted
public record ServerCertificate(String certificate, String key) {
  public ServerCertificate {
    requireNonNull(certificate, "certificate is null");
    requireNonNull(key, "key is null");
  }
}
