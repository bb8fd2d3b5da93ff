package dev.drift.serve;

import java.time.Duration;

/// The end of a time that several waits share.
///
/// @param nanos when it is over, as [System#nanoTime] counts: a clock that is set changes nothing
record Deadline(Duration whole, long nanos) {
  static Deadline in(Duration whole) {
    return new Deadline(whole, System.nanoTime() + whole.toNanos());
  }

  /// Zero when it is over.
  Duration left() {
    long left = nanos - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }
}
