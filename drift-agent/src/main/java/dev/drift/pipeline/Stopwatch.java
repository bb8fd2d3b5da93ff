package dev.drift.pipeline;

import java.time.Duration;

/// How long ago something was. People and time servers set clocks forward and back; waits and
/// deadlines must not notice.
public final class Stopwatch {
  private final long start = System.nanoTime();

  private Stopwatch() {}

  public static Stopwatch start() {
    return new Stopwatch();
  }

  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  public boolean hasRun(Duration time) {
    return elapsed().compareTo(time) >= 0;
  }
}
