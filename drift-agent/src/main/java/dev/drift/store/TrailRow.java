package dev.drift.store;

import static java.util.Objects.requireNonNull;

/// A row of the audit trail, whose meaning the store does not know.
public record TrailRow(
    String target, long seq, String at, String type, String previous, String body, String hash) {
  public TrailRow {
    requireNonNull(target, "target is null");
    requireNonNull(at, "at is null");
    requireNonNull(type, "type is null");
    requireNonNull(previous, "previous is null");
    requireNonNull(body, "body is null");
    requireNonNull(hash, "hash is null");
  }
}
