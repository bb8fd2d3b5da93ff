package dev.drift.edit;

/// Where a value stands.
sealed interface Slot {
  /// Behind the colon of a key, in block style.
  ///
  /// @param head behind the colon
  /// @param column of the key
  record Entry(int head, int column) implements Slot {}

  /// Behind a dash.
  ///
  /// @param head behind the dash
  /// @param column of the dash
  /// @param width from the dash to what follows it
  record Item(int head, int column, int width) implements Slot {}

  /// Within brackets.
  enum Flow implements Slot {
    FLOW
  }

  /// The whole document.
  enum Root implements Slot {
    ROOT
  }
}
