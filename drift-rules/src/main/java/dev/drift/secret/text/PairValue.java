package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.HashMap;
import java.util.Map;

/// How far the value of a name reaches: to its closing quote, the end of its line, of its block, or
/// of its part of the line.
final class PairValue {
  /// @param lineStart of the line that the name is on
  /// @param name where the name begins, and with it what is not part of the line's beginning
  /// @param quoted whether the name is in quotes, as in JSON
  /// @param value where the value begins
  record Place(int lineStart, int name, boolean quoted, int value) {}

  private static final int LONGEST_HEAD = 200;

  private final String text;

  /// By kind of quote, the place from which on none closes.
  private final Map<Integer, Integer> unclosed = new HashMap<>();

  /// What was found last is kept: the next name may be on the same line, or in the same list.
  private int lineEnd = -1;

  private int lineEndFrom;
  private int bracket = -1;
  private int bracketFrom;
  private int continuedFrom;
  private int continuedTo;
  private final LineParts parts;

  PairValue(String text) {
    this.text = text;
    this.parts = new LineParts(text);
  }

  /// The value is on a line of its own in JSON.
  Place place(int lineStart, int name, boolean quoted, int value) {
    boolean below = quoted && value < text.length() && text.charAt(value) <= ' ';
    return new Place(lineStart, name, quoted, below ? Scan.skipWhite(text, value) : value);
  }

  Spans.Span span(Place place) {
    int start = place.value();
    if (start >= text.length()) {
      return new Spans.Span(start, start);
    }
    int slashed = Scan.skipBackslashes(text, start);
    if (slashed < text.length() && Scan.isQuote(text.charAt(slashed))) {
      return quoted(start, slashed, place);
    }
    char first = text.charAt(start);
    if (first == '[') {
      return list(start);
    }
    if (first == '{' && !text.startsWith("{{", start)) {
      return new Spans.Span(start, start);
    }
    int lineEnd = lineEnd(start);
    if (text.charAt(place.name()) == '-'
        && !place.quoted()
        && !beginsLine(place.lineStart(), place.name())) {
      return new Spans.Span(start, Math.min(lineEnd, LineParts.wordEnd(text, start)));
    }
    if (place.quoted() || !beginsLine(place.lineStart(), place.name())) {
      return new Spans.Span(start, parts.end(place, start, lineEnd));
    }
    int open = place.name() > place.lineStart() ? text.charAt(place.name() - 1) : ' ';
    if (Scan.isQuote((char) open)) {
      int close = text.indexOf(open, start, lineEnd);
      lineEnd = close >= 0 ? close : lineEnd;
    }
    if ((first == '|' || first == '>') && Blocks.isHeader(text, start, lineEnd)) {
      return Blocks.block(text, place.lineStart(), lineEnd);
    }
    return new Spans.Span(start, continued(place, lineEnd));
  }

  private int lineEnd(int from) {
    if (from < lineEndFrom || from > lineEnd) {
      lineEndFrom = from;
      lineEnd = Scan.lineEnd(text, from);
    }
    return lineEnd;
  }

  private int continued(Place place, int lineEnd) {
    if (lineEnd < continuedFrom || lineEnd >= continuedTo) {
      continuedFrom = lineEnd;
      continuedTo = Blocks.continued(text, place, lineEnd);
    }
    return continuedTo;
  }

  /// Whether the value is the lines below, as in YAML.
  boolean isNested(Place place) {
    return !place.quoted()
        && place.value() < text.length()
        && (text.charAt(place.value()) == '\n'
            || text.charAt(place.value()) == '\r'
            || text.charAt(place.value()) == '#')
        && place.value() > place.name()
        && beginsLine(place.lineStart(), place.name());
  }

  /// Adds the scalars in the lines below the name.
  ///
  /// @return the end of these lines
  int nested(Place place, Spans spans) {
    return Blocks.nested(text, place, spans);
  }

  /// The value after a flag or a word.
  ///
  /// @param at where the name and its quote end
  /// @param sign where something else than a blank begins
  Spans.Span argument(int lineStart, int at, int sign, boolean flag) {
    int start = sign;
    if (flag && text.charAt(start) == ',') {
      start = Scan.skipWhite(text, start + 1); // "--password", "value"
      int slashed = Scan.skipBackslashes(text, start);
      if (slashed >= text.length() || !Scan.isQuote(text.charAt(slashed))) {
        return new Spans.Span(start, start);
      }
    } else if (flag && text.charAt(start) < ' ') {
      int item = Scan.skipWhite(text, start);
      if (!text.startsWith("- ", item)) {
        return new Spans.Span(start, start);
      }
      int own = Scan.skipBlanks(text, lineStart);
      if (!text.startsWith("- ", own)) {
        return new Spans.Span(start, start);
      }
      start = Scan.skipBlanks(text, item + 2);
      int end = Scan.trimmed(text, start, Scan.lineEnd(text, start));
      return new Spans.Span(start, end);
    } else if (start == at) {
      return new Spans.Span(start, start);
    }
    if (start < text.length() && text.startsWith("--", start)) {
      return new Spans.Span(start, start);
    }
    int slashed = Scan.skipBackslashes(text, start);
    if (slashed < text.length() && Scan.isQuote(text.charAt(slashed))) {
      return quoted(start, slashed, new Place(lineStart, at, true, start));
    }
    return new Spans.Span(start, LineParts.wordEnd(text, start));
  }

  /// @param slashed where the quote stands, after its backslashes
  private Spans.Span quoted(int start, int slashed, Place place) {
    char quote = text.charAt(slashed);
    int level = slashed - start;
    String triple = text.substring(slashed, Math.min(text.length(), slashed + 3));
    if (level == 0 && triple.equals("\"\"\"")) {
      int end = text.indexOf(triple, slashed + 3);
      return new Spans.Span(slashed + 3, end < 0 ? text.length() : end);
    }
    int close = close(slashed + 1, quote, level);
    if (close < 0) {
      return new Spans.Span(slashed + 1, Scan.trimmed(text, slashed + 1, lineEnd(start)));
    }
    int after = close + level + 1;
    if (!place.quoted()
        && after < text.length()
        && LineParts.goesOnAfterQuote(text.charAt(after))) {
      return new Spans.Span(
          slashed + 1, LineParts.shellWordEnd(text, after)); // 'a'\''b' of a shell
    }
    return new Spans.Span(slashed + 1, close);
  }

  /// Where the quote closes that has `level` backslashes before it, or one further out does; the
  /// place of the first backslash. -1 where none does.
  private int close(int from, char quote, int level) {
    int kind = Math.min(level, 64) * 4 + "\"'`".indexOf(quote);
    if (unclosed.getOrDefault(kind, Integer.MAX_VALUE) <= from) {
      return -1;
    }
    int backslashes = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote) {
        boolean doubled = quote == '\'' && level == 0 && text.startsWith("'", i + 1);
        if (doubled) {
          i++;
        } else if (backslashes < level || (backslashes - level) % (2 * (level + 1)) == 0) {
          return i - Math.min(backslashes, level);
        }
      }
      backslashes = 0;
    }
    unclosed.put(kind, from);
    return -1;
  }

  /// A list of scalars; a list of objects is checked name by name.
  private Spans.Span list(int start) {
    int end = bracket(start + 1);
    boolean whole = end < text.length() && text.charAt(end) == ']';
    int first = Scan.skipWhite(text, start + 1);
    return whole && first < end
        ? new Spans.Span(first, Scan.trimmed(text, first, end))
        : new Spans.Span(start, start);
  }

  private int bracket(int from) {
    if (from < bracketFrom || from > bracket) {
      bracketFrom = from;
      bracket = from;
      while (bracket < text.length() && "]{".indexOf(text.charAt(bracket)) < 0) {
        bracket++;
      }
    }
    return bracket;
  }

  /// Whether nothing but a list mark, quotes or `export` stands before the name.
  private boolean beginsLine(int lineStart, int name) {
    if (name - lineStart > LONGEST_HEAD) {
      return false;
    }
    String head = text.substring(lineStart, name).strip();
    while (!head.isEmpty() && "-\"'\\+".indexOf(head.charAt(0)) >= 0) {
      head = head.substring(1).strip();
    }
    return head.isEmpty()
        || head.equals("export")
        || head.equals("ENV")
        || head.equals("set")
        || head.equals("ARG");
  }
}
