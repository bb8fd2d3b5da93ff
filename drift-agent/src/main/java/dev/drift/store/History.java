package dev.drift.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Findings of a target over time.
///
/// @param findings the newest onset first
/// @param more how many more there are than the filter wanted
public record History(Target target, List<StoredFinding> findings, int more) {
  public History {
    requireNonNull(target, "target is null");
    findings = List.copyOf(findings);
  }
}
