package dev.drift.yaml;

import java.util.Optional;

/// Tabs between a key and its value: go-yaml and the YAML specification take them, SnakeYAML does
/// not.
final class Tabs {
  private Tabs() {}

  /// The content with spaces in place of the tabs at which the parser stopped, so that every offset
  /// stays; nothing where it stopped at something else, or where the tab indents.
  ///
  /// @param mark where it stopped, in code points
  static Optional<String> mended(String content, int mark) {
    int start = content.offsetByCodePoints(0, mark);
    int end = start;
    while (end < content.length() && content.charAt(end) == '\t') {
      end++;
    }
    if (end == start || !followsValueIndicator(content, start)) {
      return Optional.empty();
    }
    return Optional.of(
        content.substring(0, start) + " ".repeat(end - start) + content.substring(end));
  }

  private static boolean followsValueIndicator(String content, int at) {
    int before = at - 1;
    while (before >= 0 && content.charAt(before) == ' ') {
      before--;
    }
    return before >= 0 && ":,[{\"'".indexOf(content.charAt(before)) >= 0;
  }
}
