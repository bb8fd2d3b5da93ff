package dev.drift.edit;

import java.util.List;

/// A value as it is to be written.
///
/// @param head what follows the colon or the dash in the same line; empty if nothing does
/// @param below the lines below, with their indentation
/// @param closed whether the last line must be ended even where it is the last of a file
record Rendered(String head, List<String> below, boolean closed) {
  Rendered {
    below = List.copyOf(below);
  }

  static Rendered inline(String text) {
    return new Rendered(text, List.of(), false);
  }

  String text(String lineBreak) {
    StringBuilder out = new StringBuilder(head);
    below.forEach(line -> out.append(lineBreak).append(line));
    return out.toString();
  }
}
