package dev.drift.report.view;

import dev.drift.model.HiddenCharacters;
import java.util.Locale;

/// Makes text of unknown origin fit for a line of a terminal.
///
/// Names, values and messages come from a cluster and from Git, where anyone may have put terminal
/// codes, line ends or characters that turn the reading direction.
public final class Safe {
  private Safe() {}

  /// The text on one line: each control, format, separator or unpaired character is replaced by its
  /// escape, such as `\n` or `\u202e`.
  public static String line(String text) {
    if (text.codePoints().noneMatch(Safe::isUnsafe)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isUnsafe(c)) {
                escape(c, out);
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /// Whether a terminal may do something else than print the character.
  public static boolean isUnsafe(int codePoint) {
    return HiddenCharacters.has(codePoint);
  }

  private static void escape(int codePoint, StringBuilder out) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default ->
          out.append(
              String.format(Locale.ROOT, codePoint > 0xffff ? "\\U%08x" : "\\u%04x", codePoint));
    }
  }
}
