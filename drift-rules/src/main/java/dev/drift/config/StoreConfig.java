package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/// The database that keeps what runs found.
///
/// @param url a file for SQLite, relative to the configuration, or a JDBC URL of PostgreSQL
///     without credentials
/// @param user of PostgreSQL
/// @param password of this user
/// @param retention how long findings are kept after their end
public record StoreConfig(
    String url,
    Optional<String> user,
    Optional<SecretReference> password,
    Optional<Duration> retention) {
  public StoreConfig {
    requireNonNull(url, "url is null");
    requireNonNull(user, "user is null");
    requireNonNull(password, "password is null");
    requireNonNull(retention, "retention is null");
  }
}
