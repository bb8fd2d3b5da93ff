package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// A kind that cannot be watched or read at present.
///
/// @param since when its state was last known
/// @param reason a sentence, without a secret
public record StaleKind(String apiVersion, String kind, Instant since, String reason) {
  public StaleKind {
    requireNonNull(apiVersion, "apiVersion is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(since, "since is null");
    requireNonNull(reason, "reason is null");
  }
}
