package dev.drift.secret.text;

/// Finds fixed texts in one text, of which most stand nowhere in it.
///
/// Which pairs of neighbours the text has is noted once; what has another pair is not looked for.
/// Pairs may share a mark, so that a text is looked for in vain, and never missed.
final class Pairs {
  private static final int MARKS = 4096;

  private final String text;
  private final long[] marks = new long[MARKS / Long.SIZE];

  Pairs(String text) {
    this.text = text;
    for (int i = 1; i < text.length(); i++) {
      int mark = mark(text.charAt(i - 1), text.charAt(i));
      marks[mark >> 6] |= 1L << mark;
    }
  }

  /// Where the part stands first; -1 where it does not.
  int first(String part) {
    for (int i = 1; i < part.length(); i++) {
      int mark = mark(part.charAt(i - 1), part.charAt(i));
      if ((marks[mark >> 6] & 1L << mark) == 0) {
        return -1;
      }
    }
    return text.indexOf(part);
  }

  private static int mark(char before, char after) {
    return (before * 37 + after) & (MARKS - 1);
  }
}
