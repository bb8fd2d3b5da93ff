package dev.drift.trail.export;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/// What an export is about.
///
/// @param since the first moment
/// @param until the moment after the last one
public record Period(Instant since, Instant until) {
  public Period {
    requireNonNull(since, "since is null");
    requireNonNull(until, "until is null");
    if (!since.isBefore(until)) {
      throw new IllegalArgumentException("the period ends before it begins");
    }
  }

  boolean has(Instant time) {
    return !time.isBefore(since) && time.isBefore(until);
  }
}
