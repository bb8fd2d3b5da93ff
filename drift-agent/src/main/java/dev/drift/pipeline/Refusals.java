package dev.drift.pipeline;

import dev.drift.finding.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The findings about which nothing could be done, and when each may be tried again: an API server
/// that has just started may refuse what it allows a moment later.
final class Refusals {
  private static final Backoff FIRST = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(5));

  private final Map<String, Refusal> byFingerprint = new HashMap<>();

  /// @param backoff how long to wait from then on
  private record Refusal(Stopwatch since, Backoff backoff) {
    Refusal again() {
      return new Refusal(Stopwatch.start(), backoff.next());
    }
  }

  void add(Finding finding) {
    byFingerprint.compute(
        finding.fingerprint(),
        (_, last) -> last == null ? new Refusal(Stopwatch.start(), FIRST) : last.again());
  }

  void remove(Finding finding) {
    byFingerprint.remove(finding.fingerprint());
  }

  void clear() {
    byFingerprint.clear();
  }

  boolean mayBeTried(Finding finding) {
    Refusal last = byFingerprint.get(finding.fingerprint());
    return last == null || last.since().hasRun(last.backoff().pause());
  }
}
