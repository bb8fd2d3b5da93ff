package dev.drift.act.text;

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
      } else if (isHidden(c)) {
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

  private static boolean isHidden(int codePoint) {
    if (codePoint < 0x7f) {
      return codePoint < 0x20;
    }
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
