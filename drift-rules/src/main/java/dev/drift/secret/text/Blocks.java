package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.util.regex.Pattern;

/// Values that reach over several lines without quotes: blocks and lists of YAML, lines of
/// properties that go on after a backslash.
final class Blocks {
  private static final Pattern HEADER =
      Pattern.compile("[|>][+-]?[0-9]?[+-]?[ \\t]*+(?:#.*)?+\\r?");
  private static final Pattern FIELD =
      Pattern.compile(
          "[\"']?+[A-Za-z0-9_./-]{1,256}+[\"']?+[ \\t]*+[:=](?:[ \\t\\r].*+)?+", Pattern.DOTALL);
  private static final int LONGEST_FIELD = 300;

  private Blocks() {}

  static boolean isHeader(String text, int start, int lineEnd) {
    return lineEnd - start < 200 && HEADER.matcher(text).region(start, lineEnd).matches();
  }

  /// The lines that are indented deeper than the name's, without the first one's indentation.
  static Spans.Span block(String text, int lineStart, int lineEnd) {
    int end = end(text, lineStart, lineEnd, false);
    int start = Scan.skipWhite(text, lineEnd);
    return new Spans.Span(Math.min(start, end), Scan.trimmed(text, Math.min(start, end), end));
  }

  /// The end of a value that begins on this line.
  static int continued(String text, PairValue.Place place, int firstEnd) {
    int end = firstEnd;
    while (end < text.length() && goesOn(text, place.value(), end)) {
      end = Scan.lineEnd(text, end + 1);
    }
    boolean yaml =
        end == firstEnd
            && text.charAt(place.value() - 1) == ' '
            && text.lastIndexOf(':', place.value()) >= place.name();
    if (yaml && end < text.length() && text.charAt(end) == '\n') {
      end = plainEnd(text, place.lineStart(), end);
    }
    return Scan.trimmed(text, place.value(), end);
  }

  /// Whether an odd number of backslashes ends the line.
  private static boolean goesOn(String text, int start, int lineEnd) {
    int at = lineEnd > start && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
    int backslashes = 0;
    while (at > start && text.charAt(at - 1) == '\\') {
      at--;
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  /// The end of a plain scalar of YAML, which goes on in deeper lines that are no fields.
  private static int plainEnd(String text, int lineStart, int lineEnd) {
    int own = indent(text, lineStart);
    int end = lineEnd;
    while (end < text.length()) {
      int next = end + 1;
      int nextEnd = Scan.lineEnd(text, Math.min(next, text.length()));
      if (next >= nextEnd || indent(text, next) <= own || isField(text, next, nextEnd)) {
        break;
      }
      end = nextEnd;
    }
    return end;
  }

  /// Adds each scalar below the name that has no name of its own.
  static int nested(String text, PairValue.Place place, Spans spans) {
    int lineEnd = Scan.lineEnd(text, place.value());
    int end = end(text, place.lineStart(), lineEnd, true);
    int at = lineEnd + 1;
    while (at < end) {
      int next = Scan.lineEnd(text, at);
      int start = Scan.skipBlanks(text, at);
      while (text.startsWith("- ", start)) {
        start = Scan.skipBlanks(text, start + 2);
      }
      boolean plain = start < next && text.charAt(start) != '#' && !isField(text, start, next);
      if (plain) {
        spans.add(start, Scan.trimmed(text, start, next));
      }
      at = next + 1;
    }
    return end;
  }

  private static boolean isField(String text, int start, int end) {
    int at = Scan.skipBlanks(text, start);
    while (text.startsWith("- ", at)) {
      at = Scan.skipBlanks(text, at + 2);
    }
    return at < end && FIELD.matcher(text).region(at, Math.min(end, at + LONGEST_FIELD)).matches();
  }

  private static int end(String text, int lineStart, int lineEnd, boolean items) {
    int own = indent(text, lineStart);
    int end = lineEnd;
    while (end < text.length()) {
      int next = end + 1;
      if (next >= text.length()) {
        break;
      }
      int nextEnd = Scan.lineEnd(text, next);
      int first = Scan.skipBlanks(text, next);
      boolean blank = first >= nextEnd || text.charAt(first) == '\r';
      int indent = first - next;
      boolean item = items && indent == own && text.startsWith("- ", first);
      if (!blank && indent <= own && !item) {
        break;
      }
      end = nextEnd;
    }
    return end;
  }

  /// A list mark counts as indentation: the fields of an item are as deep as its first.
  private static int indent(String text, int lineStart) {
    int at = Scan.skipBlanks(text, lineStart);
    while (text.startsWith("- ", at)) {
      at = Scan.skipBlanks(text, at + 2);
    }
    return at - lineStart;
  }
}
