package dev.drift.finding.text;

import dev.drift.model.HiddenCharacters;

/// Text of unknown origin on one line: without characters that break lines, turn the reading
/// direction, or cannot be seen.
public final class OneLine {
  private static final String REPLACEMENT = "\uFFFD";

  private OneLine() {}

  public static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean blank = false;
    for (int c : text.codePoints().toArray()) {
      boolean space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (space) {
        if (!blank) {
          out.append(' ');
        }
      } else if (HiddenCharacters.has(c)) {
        out.append(REPLACEMENT);
      } else {
        out.appendCodePoint(c);
      }
      blank = space;
    }
    return out.toString().strip();
  }

  /// @param most characters; what is longer ends with an ellipsis
  public static String of(String text, int most) {
    String line = of(text);
    if (line.length() <= most) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
    return line.substring(0, end) + "…";
  }
}
