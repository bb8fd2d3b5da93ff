package dev.drift.secret.text;

import dev.drift.secret.key.MaskTokens;
import dev.drift.secret.scan.Scan;
import java.util.Locale;
import java.util.Set;

/// Where a value without quotes ends that is only a part of its line.
final class LineParts {
  private static final String CLOSERS = ")}]>";
  private static final Set<String> SCHEMES =
      Set.of("bearer", "basic", "token", "apikey", "negotiate", "digest", "splunk");
  private static final int NEAR = 128;

  private final String text;
  private int knownFrom;
  private int knownTo = -1;

  LineParts(String text) {
    this.text = text;
  }

  int end(PairValue.Place place, int start, int lineEnd) {
    boolean flow =
        !place.quoted() && spacesBelong(place) && !text.startsWith(MaskTokens.OPEN, start);
    if (!flow && start > knownFrom && start < knownTo) {
      return knownTo; // `a=b=c` ends where `b=c` does
    }
    int end = scan(start, lineEnd, flow);
    if (!flow) {
      knownFrom = start;
      knownTo = end;
    }
    return end;
  }

  private int scan(int start, int lineEnd, boolean flow) {
    int end = start;
    while (end < lineEnd) {
      char c = text.charAt(end);
      boolean stop =
          switch (c) {
            case ' ', '\t', '\r' -> !flow && !isScheme(start, end);
            case '&', ';', '"', '\'', '<', '`' -> true;
            case ',' -> listGoesOn(end + 1, lineEnd);
            case '\\' -> escapedBreak(end, lineEnd);
            default -> CLOSERS.indexOf(c) >= 0 && closes(end + 1, lineEnd);
          };
      if (stop) {
        break;
      }
      end++;
    }
    return Scan.trimmed(text, start, end);
  }

  /// The end of a word of a command line.
  static int wordEnd(String text, int start) {
    int end = start;
    while (end < text.length() && !endsWord(text, start, end)) {
      end++;
    }
    return end;
  }

  /// The same where parts of the word stand in quotes.
  static int shellWordEnd(String text, int start) {
    int lineEnd = Scan.lineEnd(text, start);
    int end = start;
    while (end < lineEnd && text.charAt(end) > ' ' && text.charAt(end) != ';') {
      char c = text.charAt(end);
      if (c == '\\') {
        end += 2;
      } else if (c == '\'' || c == '"') {
        int close = text.indexOf(c, end + 1);
        end = close < 0 || close >= lineEnd ? end + 1 : close + 1;
      } else {
        end++;
      }
    }
    boolean quoted = end > start && text.charAt(Math.min(end, lineEnd) - 1) == '\'';
    return Math.min(end, lineEnd) - (quoted ? 1 : 0);
  }

  private static boolean endsWord(String text, int start, int at) {
    char c = text.charAt(at);
    boolean last = at + 1 == text.length() || text.charAt(at + 1) <= ' ';
    return c <= ' '
        || c == '"'
        || (c == '\\' && text.startsWith("\"", at + 1))
        || ((c == '\'' || c == '`') && last && at > start && text.charAt(at - 1) != '\\');
  }

  /// Whether a value goes on after a closing quote, as `'a'\''b'` does in a shell.
  static boolean goesOnAfterQuote(char c) {
    return Scan.isWordChar(c) || "\\'$!@%^*+=".indexOf(c) >= 0;
  }

  /// In `Authorization: Bearer x`, the value has two words.
  private boolean isScheme(int start, int end) {
    return end - start <= 16
        && SCHEMES.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  /// In `{password: a b, user: x}`, a blank is part of the value.
  private boolean spacesBelong(PairValue.Place place) {
    int from = Math.max(place.lineStart(), place.name() - NEAR);
    for (int i = place.name() - 1; i >= from; i--) {
      if (text.charAt(i) == '{') {
        return text.charAt(place.value() - 1) == ' ';
      }
      if (text.charAt(i) == '}') {
        return false;
      }
    }
    return false;
  }

  /// Whether what follows a comma is another name or nothing: a password may hold commas.
  private boolean listGoesOn(int from, int lineEnd) {
    int at = from;
    if (at >= lineEnd
        || text.charAt(at) <= ' '
        || Scan.isQuote(text.charAt(at))
        || CLOSERS.indexOf(text.charAt(at)) >= 0
        || text.charAt(at) == '\\') {
      return true;
    }
    int last = Math.min(lineEnd, at + NEAR);
    while (at < last && Scan.isNameChar(text.charAt(at))) {
      at++;
    }
    return at > from && at < lineEnd && (text.charAt(at) == '=' || text.charAt(at) == ':');
  }

  /// Whether a bracket closes something: nothing of a value follows it.
  private boolean closes(int from, int lineEnd) {
    return from >= lineEnd
        || text.charAt(from) <= ' '
        || "\"'`,;&<\\".indexOf(text.charAt(from)) >= 0
        || CLOSERS.indexOf(text.charAt(from)) >= 0;
  }

  /// Whether a backslash ends the value: before a quote, or in an escaped line break before another
  /// line.
  private boolean escapedBreak(int at, int lineEnd) {
    int end = at;
    while (end < lineEnd && end - at < NEAR && text.charAt(end) == '\\') {
      end++;
    }
    if (end >= lineEnd) {
      return false;
    }
    char c = text.charAt(end);
    if (c == '"' || c == '\'') {
      return true;
    }
    return c == 'n' || (c == 'r' && text.startsWith("\\n", end + 1));
  }
}
