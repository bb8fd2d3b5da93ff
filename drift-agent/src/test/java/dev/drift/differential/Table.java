package dev.drift.differential;

import java.util.Map;
import java.util.TreeMap;

/// How many objects of each kind were tried. Safe for several threads.
final class Table {
  /// @param edits that the server took, over all accepted objects
  /// @param off accepted objects of which the server dropped a field since its feature is off
  private record Row(int attempted, int accepted, int edits, int off, int differing) {
    Row plus(Row other) {
      return new Row(
          attempted + other.attempted,
          accepted + other.accepted,
          edits + other.edits,
          off + other.off,
          differing + other.differing);
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();

  synchronized void count(String kind, Trial.Result result) {
    Row row =
        switch (result) {
          case Trial.Refused _ -> new Row(1, 0, 0, 0, 0);
          case Trial.Held(int edits, int off) -> new Row(1, 1, edits, Math.min(1, off), 0);
          case Trial.Broken broken -> new Row(1, 1, broken.edits(), 0, 1);
        };
    rows.merge(kind, row, Row::plus);
  }

  synchronized int accepted() {
    return rows.values().stream().mapToInt(Row::accepted).sum();
  }

  /// Kinds of which the server took at least one object.
  synchronized int kinds() {
    return (int) rows.values().stream().filter(row -> row.accepted() > 0).count();
  }

  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    text.append(line("kind", "attempted", "accepted", "edits", "off", "differing"));
    rows.forEach((kind, row) -> text.append(line(kind, row)));
    text.append(line("all", rows.values().stream().reduce(new Row(0, 0, 0, 0, 0), Row::plus)));
    return text.toString();
  }

  private static String line(String kind, Row row) {
    return line(
        kind,
        Integer.toString(row.attempted()),
        Integer.toString(row.accepted()),
        Integer.toString(row.edits()),
        Integer.toString(row.off()),
        Integer.toString(row.differing()));
  }

  private static String line(
      String kind, String attempted, String accepted, String edits, String off, String differing) {
    return "%-65s %9s %9s %6s %4s %9s%n"
        .formatted(kind, attempted, accepted, edits, off, differing);
  }
}
