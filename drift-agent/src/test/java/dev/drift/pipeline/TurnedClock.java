package dev.drift.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that is set while it is used.
public final class TurnedClock implements InstantSource {
  private final Duration each;
  private final AtomicLong offset = new AtomicLong();

  private TurnedClock(Duration each) {
    this.each = each;
  }

  /// One that is right until it is set.
  public static TurnedClock right() {
    return new TurnedClock(Duration.ZERO);
  }

  /// One that jumps by this whenever somebody looks.
  public static TurnedClock restless(Duration each) {
    return new TurnedClock(each);
  }

  /// @param by how much it is set forward; negative for back
  public void turn(Duration by) {
    offset.addAndGet(by.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.now().plusMillis(offset.addAndGet(each.toMillis()));
  }
}
