package dev.drift.net.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Time that passes only while somebody waits.
public final class Waiting implements InstantSource {
  private final List<Duration> waits = new ArrayList<>();
  private Instant now;

  public Waiting(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /// Real waits, at least a second long; the pauses between requests are left out.
  public List<Duration> waits() {
    return waits;
  }

  /// Four attempts, within two minutes.
  public Patience.Waits patience() {
    return new Patience.Waits(
        4,
        Duration.ofMillis(10),
        Duration.ZERO,
        Duration.ofMinutes(2),
        time -> {
          now = now.plus(time);
          if (time.compareTo(Duration.ofSeconds(1)) >= 0) {
            waits.add(time);
          }
        });
  }

  /// A client of a server on this machine.
  public Patience client(URI server) {
    return new Patience(rest(server), patience(), this);
  }

  /// One that sends each request once.
  public static RestClient rest(URI server) {
    return RestClient.of(server, Optional.empty(), Map.of(), Duration.ofSeconds(5));
  }
}
