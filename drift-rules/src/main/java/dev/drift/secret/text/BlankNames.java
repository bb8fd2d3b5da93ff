package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import java.util.Locale;
import java.util.Set;

/// Names that a secret follows after a blank: `requirepass`, `machine h login u password p`,
/// `IDENTIFIED BY 'p'`.
final class BlankNames {
  private static final Set<String> ALWAYS =
      Set.of("requirepass", "masterauth", "auth-pass", "plain_text_passwd");
  private static final Set<String> PASSWORDS = Set.of("password", "passwd", "secret");
  private static final int NEAR = 256;

  /// Names of settings that nobody would write in a sentence.
  private static final Set<String> OF_FILES =
      Set.of(
          "requirepass",
          "masterauth",
          "rootpw",
          "bindpw",
          "adminpw",
          "dbpasswd",
          "userpw",
          "insecure-password");

  private BlankNames() {}

  /// Whether a secret name at this place is followed by its value after blanks: first on its line,
  /// as Spark's properties are written, or behind a directive of a web server.
  ///
  /// @param at where the name and its quote end
  /// @param value where something else than a blank begins
  static boolean isDirective(
      String text, String name, int lineStart, int start, int at, int value) {
    if (at == value
        || value >= text.length()
        || text.charAt(value) < ' '
        || start - lineStart > NEAR) {
      return false;
    }
    String before = text.substring(lineStart, start).strip();
    if (before.startsWith("#")) {
      return false;
    }
    if (isServerDirective(before)) {
      return true;
    }
    if (OF_FILES.contains(name.toLowerCase(Locale.ROOT))) {
      return true;
    }
    if (!before.isEmpty()) {
      return false;
    }
    boolean setting = name.indexOf('.') > 0 || name.indexOf('_') > 0;
    boolean joined = name.indexOf('-') > 0 || !name.equals(name.toLowerCase(Locale.ROOT));
    return name.length() > 1
        && !name.endsWith(".")
        && (setting || (joined && !name.startsWith("-")))
        && (isOneWord(text, value) || (setting && !isSentence(text, value)));
  }

  private static final Set<String> VERBS =
      Set.of(
          "is", "are", "was", "were", "must", "should", "may", "can", "cannot", "not", "in", "of",
          "for", "to", "and", "or", "has", "have", "from", "with", "will", "does", "that");

  private static boolean isSentence(String text, int value) {
    int end = value;
    while (end < text.length() && text.charAt(end) > ' ') {
      end++;
    }
    return VERBS.contains(text.substring(value, Math.min(end, value + 8)));
  }

  private static boolean isServerDirective(String before) {
    int blank = before.lastIndexOf(' ');
    String last = before.substring(Math.max(blank, before.lastIndexOf('\t')) + 1);
    String word = last.toLowerCase(Locale.ROOT);
    if (word.equals("$") && before.length() > 1) {
      return isServerDirective(before.substring(0, before.length() - 1).strip());
    }
    return word.endsWith("_header")
        || word.endsWith("-header")
        || word.endsWith("_param")
        || word.equals("set")
        || word.equals("add")
        || word.equals("setenv")
        || word.equals("passenv")
        || word.equals("header")
        || word.equals("more_set_headers")
        || word.equals("more_set_input_headers")
        || word.equals("env");
  }

  /// Whether the line ends behind one word, or what stands in quotes.
  private static boolean isOneWord(String text, int value) {
    int lineEnd = Scan.lineEnd(text, value);
    if (Scan.isQuote(text.charAt(value))) {
      int close = text.indexOf(text.charAt(value), value + 1);
      return close > 0 && close < lineEnd;
    }
    int end = value;
    while (end < lineEnd && !Scan.isBlank(text.charAt(end))) {
      end++;
    }
    int rest = Scan.skipBlanks(text, end);
    return rest >= lineEnd
        || text.charAt(rest) < ' '
        || text.charAt(rest) == '#'
        || text.charAt(rest) == ';';
  }

  /// A directive ends at a semicolon that ends its line.
  static int directiveEnd(String text, int value) {
    if (value < text.length() && Scan.isQuote(text.charAt(value))) {
      int close = text.indexOf(text.charAt(value), value + 1);
      if (close > 0 && close < Scan.lineEnd(text, value)) {
        return close + 1;
      }
    }
    int lineEnd = Scan.lineEnd(text, value);
    int end = value;
    while (end < lineEnd && text.charAt(end) != ';') {
      end++;
    }
    return Scan.trimmed(text, end + 1, lineEnd) <= end + 1 || end == lineEnd ? end : lineEnd;
  }

  /// A variable of nginx: `$http_authorization`.
  static boolean isVariable(String value) {
    for (int i = 1; i < value.length(); i++) {
      if (!Scan.isWordChar(value.charAt(i))) {
        return false;
      }
    }
    return value.length() > 1 && value.startsWith("$");
  }

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
