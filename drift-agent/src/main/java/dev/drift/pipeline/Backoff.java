package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// The pause before the next attempt. Each pause is twice as long as the one before, up to a limit.
public record Backoff(Duration pause, Duration longest) {
  public Backoff {
    requireNonNull(pause, "pause is null");
    requireNonNull(longest, "longest is null");
  }

  /// For the attempt after the next.
  public Backoff next() {
    Duration twice = pause.multipliedBy(2);
    return new Backoff(twice.compareTo(longest) < 0 ? twice : longest, longest);
  }
}
