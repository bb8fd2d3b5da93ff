package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/// A thread of the daemon that runs for as long as the process.
///
/// @param name such as `scheduler` or `watch prod`; shown to anybody who may ask for `/healthz`
/// @param lastBeat when it last went round
/// @param limit a loop that has not gone round for longer is stuck
public record Loop(String name, Instant lastBeat, Duration limit) {
  public Loop {
    requireNonNull(name, "name is null");
    requireNonNull(lastBeat, "lastBeat is null");
    requireNonNull(limit, "limit is null");
  }

  public boolean isStuck(Instant now) {
    return lastBeat.plus(limit).isBefore(now);
  }
}
