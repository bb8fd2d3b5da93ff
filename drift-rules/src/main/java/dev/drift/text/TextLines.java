package dev.drift.text;

import java.util.ArrayList;
import java.util.List;

/// The lines of a text.
final class TextLines {
  private TextLines() {}

  /// Without blank ones, comments that begin with `#`, and what continues a line before.
  static List<String> logical(String text) {
    List<String> lines = new ArrayList<>();
    boolean continues = false;
    for (String line : text.lines().toList()) {
      String stripped = line.strip();
      if (!continues && !stripped.isEmpty() && !stripped.startsWith("#")) {
        lines.add(stripped);
      }
      continues = (continues || !stripped.startsWith("#")) && line.endsWith("\\");
    }
    return lines;
  }
}
