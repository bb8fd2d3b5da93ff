package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.Optional;

/// A text as programs read it, with the place of each character: `\x70`, `%70` and `&#112;` are
/// `p`, a line that ends in a backslash goes on, a comment within markup is not there.
///
/// It undoes the escapes of all formats at once. Secrets are only looked for in it, so reading too
/// much costs nothing but a mask.
final class Unescaped {
  private static final int LONGEST_ENTITY = 10;

  private final String text;
  private final boolean markup;
  private final StringBuilder plain;
  private final int[] starts;
  private final int[] ends;
  private boolean changed;

  private Unescaped(String text) {
    this.text = text;
    this.markup = text.contains("</");
    this.plain = new StringBuilder(text.length());
    this.starts = new int[text.length()];
    this.ends = new int[text.length()];
  }

  /// Nothing where the text has no escapes.
  static Optional<Unescaped> of(String text) {
    if (text.indexOf('\\') < 0
        && text.indexOf('&') < 0
        && text.indexOf('%') < 0
        && !text.contains("<!--")) {
      return Optional.empty();
    }
    Unescaped unescaped = new Unescaped(text);
    unescaped.read();
    return unescaped.changed ? Optional.of(unescaped) : Optional.empty();
  }

  String text() {
    return plain.toString();
  }

  /// Adds what was found in the plain text where it stands in the other.
  void add(Spans within, Spans spans) {
    for (Spans.Span span : within.found()) {
      if (!span.isEmpty()) {
        spans.add(starts[span.start()], ends[span.end() - 1]);
      }
    }
  }

  private void read() {
    int at = 0;
    while (at < text.length()) {
      at =
          switch (text.charAt(at)) {
            case '\\' -> backslash(at);
            case '&' -> entity(at);
            case '%' -> hexadecimal(at, at + 1, 2);
            case '<' -> comment(at);
            default -> put(text.charAt(at), at, at + 1);
          };
    }
  }

  /// @return where to read on
  private int put(char c, int start, int end) {
    starts[plain.length()] = start;
    ends[plain.length()] = end;
    plain.append(c);
    changed |= end > start + 1;
    return end;
  }

  private int backslash(int at) {
    if (at + 1 == text.length()) {
      return put('\\', at, at + 1);
    }
    char next = text.charAt(at + 1);
    return switch (next) {
      case 'u' -> unicode(at);
      case 'U' -> hexadecimal(at, at + 2, 8);
      case 'x' -> hexadecimal(at, at + 2, 2);
      case 'n', 'r', 't', 'f' -> put('\\', at, at + 1);
      case '\n' -> lineBreak(at, at + 2);
      case '\r' -> text.startsWith("\n", at + 2) ? lineBreak(at, at + 3) : put('\\', at, at + 1);
      default ->
          Scan.isWordChar(next) || next == '.' || next == '-'
              ? put(next, at, at + 2)
              : put('\\', at, at + 1);
    };
  }

  private int unicode(int at) {
    if (!text.startsWith("{", at + 2)) {
      return hexadecimal(at, at + 2, 4);
    }
    int close = text.indexOf('}', at);
    return close < 0 || close - at > LONGEST_ENTITY
        ? put('\\', at, at + 1)
        : character(at, at + 3, close, 16, close + 1);
  }

  /// The indentation of the next line is not part of the value.
  private int lineBreak(int at, int next) {
    changed |= next > at;
    return Scan.skipBlanks(text, next);
  }

  private int hexadecimal(int at, int from, int digits) {
    return from + digits > text.length()
        ? put(text.charAt(at), at, at + 1)
        : character(at, from, from + digits, 16, from + digits);
  }

  /// A printable character of ASCII, or a line break; names and signs are made of no others.
  private int character(int at, int from, int to, int radix, int end) {
    int code = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || code > Character.MAX_VALUE) {
        return put(text.charAt(at), at, at + 1);
      }
      code = code * radix + digit;
    }
    return to > from && ((code >= ' ' && code < 127) || code == '\n' || code == '\t')
        ? put((char) code, at, end)
        : put(text.charAt(at), at, at + 1);
  }

  private int entity(int at) {
    int last = Math.min(text.length(), at + LONGEST_ENTITY);
    int end = at + 1;
    while (end < last && text.charAt(end) != ';') {
      end++;
    }
    if (end == last) {
      return put('&', at, at + 1);
    }
    if (text.startsWith("#x", at + 1) || text.startsWith("#X", at + 1)) {
      return character(at, at + 3, end, 16, end + 1);
    }
    if (text.startsWith("#", at + 1)) {
      return character(at, at + 2, end, 10, end + 1);
    }
    return switch (text.substring(at + 1, end)) {
      case "lt" -> put('<', at, end + 1);
      case "gt" -> put('>', at, end + 1);
      case "amp" -> put('&', at, end + 1);
      case "quot" -> put('"', at, end + 1);
      case "apos" -> put('\'', at, end + 1);
      default -> put('&', at, at + 1);
    };
  }

  private int comment(int at) {
    int end = markup && text.startsWith("<!--", at) ? text.indexOf("-->", at) : -1;
    if (end < 0) {
      return put('<', at, at + 1);
    }
    changed = true;
    return end + 3;
  }
}
