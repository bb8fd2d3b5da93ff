package dev.drift.git;

/// Text from outside, fit for a line of a terminal.
final class Printable {
  private static final int LONGEST = 200;

  private Printable() {}

  static String of(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
