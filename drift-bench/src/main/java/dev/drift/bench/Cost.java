package dev.drift.bench;

import java.util.Comparator;
import java.util.List;

/// What one run of a command cost.
///
/// @param wall seconds from its start to its end
/// @param cpu seconds of all cores, in the command and its children, the kernel's part included
/// @param peakKib most memory resident at once in one process, in KiB
record Cost(double wall, double cpu, long peakKib) {
  /// Each figure's own median.
  static Cost median(List<Cost> runs) {
    return new Cost(
        middle(runs.stream().map(Cost::wall).sorted().toList()),
        middle(runs.stream().map(Cost::cpu).sorted().toList()),
        middle(runs.stream().map(Cost::peakKib).sorted(Comparator.naturalOrder()).toList()));
  }

  /// One after the other.
  Cost and(Cost other) {
    return new Cost(wall + other.wall, cpu + other.cpu, Math.max(peakKib, other.peakKib));
  }

  private static <T> T middle(List<T> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
