package dev.drift.source.flux.envsubst;

/// Reads the tokens of a text with variables.
/// See <https://github.com/fluxcd/pkg/blob/main/envsubst/parse/scan.go>.
final class Scanner {
  /// What of it a scan looks for.
  static final int IDENT = 1;

  static final int LBRACK = 2;
  static final int RBRACK = 4;
  static final int ESCAPE = 8;

  private static final int END = 0;

  private final String text;
  private final StringBuilder token = new StringBuilder();
  private int position;
  private int start;
  private int width;
  private int mode;
  private boolean backslashes;
  private Accept accept = (_, _) -> true;

  enum Token {
    ILLEGAL,
    END,
    IDENT,
    LBRACK,
    RBRACK
  }

  /// Whether a character belongs to what is scanned.
  @FunctionalInterface
  interface Accept {
    /// @param read how many bytes were read, this character included
    boolean test(int rune, int read);
  }

  Scanner(String bytes) {
    this.text = bytes;
  }

  /// Whether backslashes escape, besides dollars.
  void escapeBackslashes(boolean also) {
    backslashes = also;
  }

  int peek() {
    int rune = read();
    unread();
    return rune;
  }

  /// The character after the next one.
  int peekSecond() {
    read();
    int rune = peek();
    unread();
    return rune;
  }

  /// What the last scan accepted, without what only escaped it.
  String token() {
    return token.toString();
  }

  Token scan(int forMode, Accept accepted) {
    mode = forMode;
    accept = accepted;
    return scan();
  }

  /// A scan that accepts what the one before did.
  Token scan(int forMode) {
    mode = forMode;
    return scan();
  }

  private Token scan() {
    start = position;
    token.setLength(0);
    int rune = read();
    if (rune == END) {
      return Token.END;
    }
    if (isLbrack(rune)) {
      return Token.LBRACK;
    }
    if ((mode & RBRACK) != 0 && rune == '}') {
      return Token.RBRACK;
    }
    return (mode & IDENT) != 0 && ident(rune) ? Token.IDENT : Token.ILLEGAL;
  }

  private boolean ident(int first) {
    if (isEscaped(first)) {
      skip();
    } else if (accept.test(first, position - start)) {
      token.append(text, start, position);
    } else {
      return false;
    }
    while (true) {
      int from = position;
      int rune = read();
      if (rune == END) {
        unread();
        return true;
      }
      if (isLbrack(rune)) {
        unread();
        unread();
        return true;
      }
      if (isEscaped(rune)) {
        skip();
        continue;
      }
      if (!accept.test(rune, position - start)) {
        unread();
        return true;
      }
      token.append(text, from, position);
    }
  }

  private boolean isLbrack(int rune) {
    if ((mode & LBRACK) == 0 || rune != '$') {
      return false;
    }
    if (read() == '{') {
      return true;
    }
    unread();
    return false;
  }

  private boolean isEscaped(int rune) {
    if ((mode & ESCAPE) == 0) {
      return false;
    }
    if (rune == '$' && peek() == '$') {
      return true;
    }
    if (rune == '\\' && backslashes) {
      int next = peek();
      return next == '/' || next == '\\';
    }
    return false;
  }

  private int read() {
    if (position >= text.length()) {
      width = 0;
      return END;
    }
    GoText.Rune rune = GoText.rune(text, position);
    width = rune.width();
    position += width;
    return rune.codePoint();
  }

  private void unread() {
    position -= width;
  }

  /// Takes the escaped character, which is one byte, as it is.
  private void skip() {
    token.append(text.charAt(position));
    position++;
  }
}
