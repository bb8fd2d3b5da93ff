package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// What earlier runs recorded of a finding.
///
/// @param checks how many checks in a row found it before the present one
/// @param since when the first of these did
public record Seen(int checks, Instant since) {
  public Seen {
    requireNonNull(since, "since is null");
    if (checks < 1) {
      throw new IllegalArgumentException("checks is less than 1");
    }
  }
}
