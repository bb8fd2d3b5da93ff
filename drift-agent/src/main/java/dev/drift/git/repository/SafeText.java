package dev.drift.git.repository;

/// Text from outside, fit for a line of a terminal.
public final class SafeText {
  private static final int LONGEST = 200;

  private SafeText() {}

  public static String of(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(clean::appendCodePoint);
    return clean.toString();
  }
}
