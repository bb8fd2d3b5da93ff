package dev.drift.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Texts cut or wrapped to fit into columns.
final class WrappedText {
  private WrappedText() {}

  /// The first `room` characters of the text, with its length if there are more.
  static String shorten(String text, int room, TextStyle style) {
    return text.length() <= room ? text : shorten(text, 0, room, style);
  }

  /// `room` characters of the text with the one at `focus` among them, and its length if
  /// there are more.
  static String shorten(String text, int focus, int room, TextStyle style) {
    if (text.length() <= room) {
      return text;
    }
    String said = String.format(Locale.ROOT, " (%,d characters)", text.length());
    int keep = Math.max(10, room - said.length() - 2 * style.ellipsis().length());
    int start = Math.clamp(focus - keep / 3L, 0, Math.max(0, text.length() - keep));
    int end = Math.min(text.length(), start + keep);
    if (start > 0 && Character.isLowSurrogate(text.charAt(start))) {
      start++;
    }
    if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
      end--;
    }
    return (start > 0 ? style.ellipsis() : "")
        + text.substring(start, end)
        + (end < text.length() ? style.ellipsis() : "")
        + said;
  }

  /// Lines of at most `room` characters, the first one of at most `firstRoom`; a longer word stands
  /// on a line of its own, whole.
  static List<String> wrap(String text, int firstRoom, int room) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      int left = Math.max(20, lines.isEmpty() ? firstRoom : room);
      if (!line.isEmpty() && line.length() + 1 + word.length() > left) {
        lines.add(line.toString());
        line.setLength(0);
      } else if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
