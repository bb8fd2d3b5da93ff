package dev.drift.trail.export;

/// @param name in CSV, JSON and Parquet
/// @param title for people
/// @param type what its cells are; any cell may be empty
public record Column(String name, String title, Type type) {
  /// The types of cells.
  public enum Type {
    TEXT,
    /// UTC, as in `2026-11-29T21:05:11.000Z`.
    TIME,
    /// A whole number.
    NUMBER
  }

  static Column text(String name, String title) {
    return new Column(name, title, Type.TEXT);
  }

  static Column time(String name, String title) {
    return new Column(name, title, Type.TIME);
  }

  static Column number(String name, String title) {
    return new Column(name, title, Type.NUMBER);
  }
}
