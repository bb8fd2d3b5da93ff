package dev.drift.edit;

import dev.drift.yaml.Written;

/// The text of a file without one of its documents.
final class DocumentRemoval {
  private DocumentRemoval() {}

  static String of(Written written) {
    return written.json() ? json(written) : yaml(written);
  }

  /// From the marker of the document to the next. Comments of the first document that an empty line
  /// or a marker sets apart are those of the file, such as its license, and stay.
  private static String yaml(Written written) {
    String text = written.text();
    Lines lines = new Lines(text);
    int first = lines.start(written.root().outer());
    int start = first;
    while (start > 0 && !isMarker(text, start)) {
      int previous = lines.start(lines.endOfPrevious(start));
      if (previous == start) {
        break;
      }
      start = previous;
    }
    int end = lines.next(lines.end(Math.max(first, lines.contentEnd(written.root()))));
    while (end < text.length() && !isMarker(text, end)) {
      end = lines.next(lines.end(end));
    }
    boolean marked = isMarker(text, start);
    int from = marked ? start : headEnd(lines, start, first);
    boolean last = end >= text.length();
    if (last && marked && start > 0 && !endsWithBreak(text)) {
      from = lines.endOfPrevious(start);
    }
    return text.substring(0, from) + text.substring(end);
  }

  private static boolean endsWithBreak(String text) {
    return !text.isEmpty() && Lines.isBreak(text.charAt(text.length() - 1));
  }

  /// Behind the last empty line between the start of the file and its first document.
  private static int headEnd(Lines lines, int start, int first) {
    int head = start;
    int at = start;
    while (at < first) {
      int end = lines.end(at);
      int next = lines.next(end);
      if (lines.isBlank(at, end)) {
        head = next;
      }
      at = next;
    }
    return head;
  }

  private static boolean isMarker(String text, int line) {
    return text.startsWith("---", line)
        && (line + 3 == text.length() || Character.isWhitespace(text.charAt(line + 3)));
  }

  private static String json(Written written) {
    Lines lines = new Lines(written.text());
    int end = written.root().end();
    while (end < written.text().length() && lines.isBlank(end, end + 1)) {
      end++;
    }
    return written.text().substring(0, written.root().start()) + written.text().substring(end);
  }
}
