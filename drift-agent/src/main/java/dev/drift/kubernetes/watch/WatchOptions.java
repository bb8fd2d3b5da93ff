package dev.drift.kubernetes.watch;

import static java.util.Objects.requireNonNull;

import dev.drift.kubernetes.http.Retries;
import java.time.Duration;

/// How watches behave.
///
/// @param queue how many events wait to be taken; beyond that nothing more is read from the server
/// @param retries how soon a watch connects again; the number of attempts does not matter
/// @param silence after which a connection counts as dead. An API server sends a bookmark about
///     once a minute, so nothing for longer means that bytes get lost, not that nothing happens
/// @param length after which the API server ends a watch, which then goes on with another one
public record WatchOptions(int queue, Retries retries, Duration silence, Duration length) {
  public static final WatchOptions DEFAULT =
      new WatchOptions(
          1_000,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(500), Duration.ofSeconds(30)),
          Duration.ofSeconds(130),
          Duration.ofMinutes(9));

  public WatchOptions {
    requireNonNull(retries, "retries is null");
    requireNonNull(silence, "silence is null");
    requireNonNull(length, "length is null");
  }
}
