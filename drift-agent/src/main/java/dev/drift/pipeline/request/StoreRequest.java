package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Which store.
///
/// @param url a file for SQLite, or a JDBC URL of PostgreSQL; empty for that of the configuration
/// @param config the agent's own drift.yaml; empty for none
/// @param keep how long findings are kept after their end; empty for what the configuration says,
///     or the usual
public record StoreRequest(Optional<String> url, Optional<Path> config, Optional<Duration> keep) {
  public StoreRequest {
    requireNonNull(url, "url is null");
    requireNonNull(config, "config is null");
    requireNonNull(keep, "keep is null");
  }
}
