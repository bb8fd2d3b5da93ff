package dev.drift.source.flux.envsubst;

/// Shell patterns as envsubst matches them: `*` and `?` also match slashes.
/// See <https://github.com/fluxcd/pkg/blob/main/envsubst/path/match.go>.
public final class GoPattern {
  private final String pattern;

  /// @param pattern as Go has it, byte by byte
  private GoPattern(String pattern) {
    this.pattern = pattern;
  }

  /// A pattern that is matched with whole texts, which hold no slash: the same as Go's
  /// `filepath.Match`.
  ///
  /// @return false also if the pattern is malformed, which then matches nothing
  public static boolean matches(String pattern, String name) {
    try {
      return bytes(GoText.of(pattern)).matches(GoText.of(name));
    } catch (BadPattern e) {
      return false;
    }
  }

  static GoPattern bytes(String pattern) {
    return new GoPattern(pattern);
  }

  /// The pattern is malformed.
  static final class BadPattern extends Exception {
    private static final long serialVersionUID = 1L;

    BadPattern() {
      super(null, null, false, false);
    }
  }

  /// A stretch without stars, and whether one stands before it.
  private record Chunk(boolean star, String text, String rest) {}

  /// Whether the whole of a text matches.
  ///
  /// @throws BadPattern if the matching came upon what is malformed
  boolean matches(String text) throws BadPattern {
    String left = pattern;
    String name = text;
    while (!left.isEmpty()) {
      Chunk chunk = chunk(left);
      left = chunk.rest();
      if (chunk.star() && chunk.text().isEmpty()) {
        return true;
      }
      int end = match(chunk.text(), name);
      if (end >= 0 && (end == name.length() || !left.isEmpty())) {
        name = name.substring(end);
        continue;
      }
      int from = chunk.star() ? after(chunk.text(), name, left.isEmpty()) : -1;
      if (from < 0) {
        return false;
      }
      name = name.substring(from);
    }
    return name.isEmpty();
  }

  /// Where the rest begins if the chunk matches after skipping something; -1 if it never does.
  private static int after(String chunk, String name, boolean last) throws BadPattern {
    for (int i = 1; i <= name.length(); i++) {
      int end = match(chunk, name.substring(i));
      if (end >= 0 && !(last && i + end < name.length())) {
        return i + end;
      }
    }
    return -1;
  }

  private static Chunk chunk(String pattern) {
    int from = 0;
    while (from < pattern.length() && pattern.charAt(from) == '*') {
      from++;
    }
    boolean inRange = false;
    int i = from;
    scan:
    for (; i < pattern.length(); i++) {
      switch (pattern.charAt(i)) {
        case '\\' -> {
          if (i + 1 < pattern.length()) {
            i++;
          }
        }
        case '[' -> inRange = true;
        case ']' -> inRange = false;
        case '*' -> {
          if (!inRange) {
            break scan;
          }
        }
        default -> {}
      }
    }
    return new Chunk(from > 0, pattern.substring(from, i), pattern.substring(i));
  }

  /// How much of the beginning of a text the chunk matches; -1 if it does not.
  private static int match(String chunk, String text) throws BadPattern {
    int at = 0;
    int c = 0;
    while (c < chunk.length()) {
      if (at == text.length()) {
        return -1;
      }
      switch (chunk.charAt(c)) {
        case '[' -> {
          GoText.Rune rune = GoText.rune(text, at);
          at += rune.width();
          c++;
          boolean negated = c < chunk.length() && chunk.charAt(c) == '^';
          if (negated) {
            c++;
          }
          boolean found = false;
          for (int ranges = 0; ; ranges++) {
            if (c < chunk.length() && chunk.charAt(c) == ']' && ranges > 0) {
              c++;
              break;
            }
            Bound low = bound(chunk, c);
            c = low.next();
            Bound high = low;
            if (chunk.charAt(c) == '-') {
              high = bound(chunk, c + 1);
              c = high.next();
            }
            found |= low.rune() <= rune.codePoint() && rune.codePoint() <= high.rune();
          }
          if (found == negated) {
            return -1;
          }
        }
        case '?' -> {
          at += GoText.rune(text, at).width();
          c++;
        }
        case '\\' -> {
          c++;
          if (c == chunk.length()) {
            throw new BadPattern();
          }
          if (chunk.charAt(c) != text.charAt(at)) {
            return -1;
          }
          at++;
          c++;
        }
        default -> {
          if (chunk.charAt(c) != text.charAt(at)) {
            return -1;
          }
          at++;
          c++;
        }
      }
    }
    return at;
  }

  private record Bound(int rune, int next) {}

  private static Bound bound(String chunk, int from) throws BadPattern {
    int at = from;
    if (at >= chunk.length() || chunk.charAt(at) == '-' || chunk.charAt(at) == ']') {
      throw new BadPattern();
    }
    if (chunk.charAt(at) == '\\') {
      at++;
      if (at == chunk.length()) {
        throw new BadPattern();
      }
    }
    GoText.Rune rune = GoText.rune(chunk, at);
    boolean invalid = rune.width() == 1 && rune.codePoint() == 0xFFFD;
    if (invalid || at + rune.width() == chunk.length()) {
      throw new BadPattern();
    }
    return new Bound(rune.codePoint(), at + rune.width());
  }
}
