package dev.drift.report.view;

import java.util.List;

/// A list of a report beside its findings.
///
/// @param caption what the list means
public record Listing(Topic topic, String caption, List<Row> rows) {

  /// @param details more about it, for readers who asked for details
  public record Row(String text, List<String> details) {
    public Row {
      details = List.copyOf(details);
    }

    static Row of(String text) {
      return new Row(text, List.of());
    }
  }

  public Listing {
    rows = List.copyOf(rows);
  }

  static Listing of(Topic topic, String caption, List<String> rows) {
    return new Listing(topic, caption, rows.stream().map(Row::of).toList());
  }
}
