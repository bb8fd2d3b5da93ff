package dev.drift.secret.scan;

/// Steps that the finders of secrets have in common.
public final class Scan {
  private Scan() {}

  public static boolean isNameChar(char c) {
    return isWordChar(c) || c == '.' || c == '-';
  }

  public static boolean isWordChar(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  public static boolean isBase64(char c) {
    return (isWordChar(c) && c != '_') || c == '+' || c == '/' || c == '=';
  }

  public static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  public static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /// Whether a word begins here; the `n` of an escaped line break belongs to none.
  public static boolean wordBegins(String text, int at) {
    return at == 0 || !isWordChar(text.charAt(at - 1)) || escapes(text, at - 1);
  }

  /// Whether `n`, `r` or `t` at this place is the second half of an escaped line break or tab.
  public static boolean escapes(String text, int at) {
    char c = text.charAt(at);
    return (c == 'n' || c == 'r' || c == 't') && at > 0 && text.charAt(at - 1) == '\\';
  }

  public static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  public static int skipWhite(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  public static int skipBackslashes(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == '\\') {
      at++;
    }
    return at;
  }

  public static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /// The end without white space before it.
  public static int trimmed(String text, int start, int end) {
    int at = end;
    while (at > start && text.charAt(at - 1) <= ' ') {
      at--;
    }
    return at;
  }
}
