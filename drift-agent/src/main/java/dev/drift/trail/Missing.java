package dev.drift.trail;

import java.util.ArrayList;
import java.util.List;

/// Numbers between records that are not there.
final class Missing {
  private final List<Range> ranges = new ArrayList<>();

  private record Range(long first, long last, String after) {}

  /// @param after the time of the record before them
  void add(long from, long to, String after) {
    ranges.add(new Range(from, to, after));
  }

  /// One of them stands elsewhere.
  void found(long seq) {
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.first() <= seq && seq <= range.last()) {
        ranges.remove(i);
        if (seq < range.last()) {
          ranges.add(i, new Range(seq + 1, range.last(), range.after()));
        }
        if (range.first() < seq) {
          ranges.add(i, new Range(range.first(), seq - 1, range.after()));
        }
        return;
      }
    }
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  List<Flaw> flaws() {
    return ranges.stream()
        .map(it -> new Flaw(it.first(), it.after(), sentence(it.first(), it.last())))
        .toList();
  }

  /// The second half of a sentence that begins with the first of them.
  static String sentence(long first, long last) {
    return first == last
        ? "is missing"
        : "is missing, and so are all up to record %d".formatted(last);
  }
}
