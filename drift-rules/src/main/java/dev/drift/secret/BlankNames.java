package dev.drift.secret;

import java.util.Locale;
import java.util.Set;

/// Names that a secret follows after a blank: `requirepass`, `machine h login u password p`,
/// `IDENTIFIED BY 'p'`.
final class BlankNames {
  private static final Set<String> ALWAYS =
      Set.of("requirepass", "masterauth", "auth-pass", "plain_text_passwd");
  private static final Set<String> PASSWORDS = Set.of("password", "passwd", "secret");
  private static final int NEAR = 256;

  private BlankNames() {}

  /// @param at where the name and its quote end
  /// @param value where something else than a blank begins
  static boolean announceSecret(String text, String name, int start, int at, int value) {
    if (at == value || name.length() > 20) {
      return false;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (ALWAYS.contains(lower)) {
      return true;
    }
    boolean quoted = text.charAt(value) == '\'' || text.charAt(value) == '"';
    if (lower.equals("by")) {
      return quoted && text.regionMatches(true, start - 11, "identified ", 0, 11);
    }
    if (!PASSWORDS.contains(lower)) {
      return false;
    }
    if (name.equals("SECRET") && text.charAt(value) == '\'') {
      return true; // of SQL
    }
    return (quoted && lower.equals("password")) || ofNetrc(text, start, value);
  }

  /// Alone with one word on its line, or after a login.
  private static boolean ofNetrc(String text, int start, int value) {
    int lineStart = start;
    while (lineStart > 0 && start - lineStart < NEAR && text.charAt(lineStart - 1) != '\n') {
      lineStart--;
    }
    String before = text.substring(lineStart, start);
    if (before.contains("login ")) {
      return true;
    }
    int end = value;
    while (end < text.length() && end - value < NEAR && text.charAt(end) > ' ') {
      end++;
    }
    int rest = Scan.skipBlanks(text, end);
    return before.isBlank() && (rest == text.length() || text.charAt(rest) < ' ');
  }
}
