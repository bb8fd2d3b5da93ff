package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// How patiently a request is tried again when the server is overloaded or the connection broke.
///
/// @param attempts in all
/// @param firstWait doubled with each attempt, and varied by half
/// @param longestWait even if the server asks for more
public record Retries(int attempts, Duration firstWait, Duration longestWait) {
  public static final Retries PATIENT =
      new Retries(6, Duration.ofMillis(200), Duration.ofSeconds(20));
  public static final Retries NONE = new Retries(1, Duration.ZERO, Duration.ZERO);

  public Retries {
    requireNonNull(firstWait, "firstWait is null");
    requireNonNull(longestWait, "longestWait is null");
  }

  /// Before the attempt after this one; empty if there is none.
  ///
  /// @param attempt counted from 1
  /// @param asked what `Retry-After` says
  public Optional<Duration> waitAfter(int attempt, Optional<Duration> asked) {
    if (attempt >= attempts) {
      return Optional.empty();
    }
    long base = firstWait.toMillis() << Math.min(attempt - 1, 16);
    long varied = base / 2 + ThreadLocalRandom.current().nextLong(base + 1);
    long wait = Math.max(varied, asked.map(Duration::toMillis).orElse(0L));
    return Optional.of(Duration.ofMillis(Math.min(wait, longestWait.toMillis())));
  }
}
