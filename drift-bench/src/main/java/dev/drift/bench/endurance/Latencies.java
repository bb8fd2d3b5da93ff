package dev.drift.bench.endurance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// How long something took, many times, in milliseconds.
final class Latencies {
  private final List<Double> values = new ArrayList<>();

  void add(long nanos) {
    values.add(nanos / 1e6);
  }

  int count() {
    return values.size();
  }

  /// The value that this share of all does not exceed, by nearest rank.
  double percentile(double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
  }

  @Override
  public String toString() {
    return values.isEmpty()
        ? "none"
        : String.format(
            Locale.ROOT,
            "%,d: median %.0f ms, 99th percentile %.0f ms, longest %.0f ms",
            count(),
            percentile(0.5),
            percentile(0.99),
            percentile(1));
  }
}
