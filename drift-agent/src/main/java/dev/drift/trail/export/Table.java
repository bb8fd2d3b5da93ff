package dev.drift.trail.export;

import java.util.List;
import java.util.Optional;

/// Rows of one kind, in the order of the trail.
///
/// @param name in flags
/// @param title for people
/// @param rows each with a text for each column; empty texts for what is not known
public record Table(String name, String title, List<Column> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("a row of %s has other columns".formatted(name));
      }
    }
  }

  /// The number of a column.
  ///
  /// @return empty if there is none of the name
  public Optional<Integer> index(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
