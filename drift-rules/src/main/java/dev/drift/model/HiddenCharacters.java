package dev.drift.model;

/// Characters that nobody sees as what they are: they break lines, steer terminals, turn the
/// reading direction, or are not assigned.
public final class HiddenCharacters {
  private HiddenCharacters() {}

  public static boolean has(int codePoint) {
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
