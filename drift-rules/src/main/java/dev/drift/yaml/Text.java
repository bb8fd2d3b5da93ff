package dev.drift.yaml;

import dev.drift.model.origin.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The characters of a file, counted in code points, with their lines.
///
/// Lines end as editors count them: at LF, CRLF or CR.
final class Text {
  private final String content;

  /// Offsets in code points.
  private final int[] lineStarts;

  /// Offsets in UTF-16 units of the characters that take two of them.
  private final int[] pairs;

  Text(String content) {
    this.content = content;
    int[] pairs = new int[16];
    int pairCount = 0;
    int[] starts = new int[64];
    int lines = 1;
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      if (Character.isHighSurrogate(c)) {
        pairs = pairCount == pairs.length ? Arrays.copyOf(pairs, pairCount * 2) : pairs;
        pairs[pairCount++] = i++;
      } else if (c == '\n' || (c == '\r' && !content.startsWith("\n", i + 1))) {
        starts = lines == starts.length ? Arrays.copyOf(starts, lines * 2) : starts;
        starts[lines++] = i + 1 - pairCount;
      }
    }
    this.pairs = Arrays.copyOf(pairs, pairCount);
    this.lineStarts = Arrays.copyOf(starts, lines);
  }

  String content() {
    return content;
  }

  int codePoints() {
    return content.length() - pairs.length;
  }

  /// The offset in code points of an offset in UTF-16 units.
  int codePoint(int unit) {
    int found = Arrays.binarySearch(pairs, unit);
    return unit - (found < 0 ? -found - 1 : found);
  }

  /// The offset in UTF-16 units of an offset in code points.
  int unit(int codePoint) {
    int low = 0;
    int high = pairs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[middle] - middle < codePoint) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return codePoint + low;
  }

  /// Counted from 1.
  int line(int codePoint) {
    int found = Arrays.binarySearch(lineStarts, codePoint);
    return found < 0 ? -found - 1 : found + 1;
  }

  /// Counted from 1.
  int column(int codePoint) {
    return codePoint - lineStarts[line(codePoint) - 1] + 1;
  }

  Place place(String file, int codePoint) {
    return new Place(file, line(codePoint), column(codePoint), codePoint, codePoint, false);
  }

  /// Whether the first character other than white space is a brace.
  boolean startsAsJson() {
    int first = content.startsWith("\uFEFF") ? 1 : 0;
    while (first < content.length() && Character.isWhitespace(content.charAt(first))) {
      first++;
    }
    return first < content.length() && content.charAt(first) == '{';
  }

  /// A stretch of the file, in UTF-16 units.
  record Chunk(int start, int end) {}

  /// The file cut before each line that starts a document, so that what is wrong in one document
  /// hides no other. Lines of directives (`%YAML 1.1`) stay with their document.
  List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    int start = 0;
    int line = 0;
    boolean directives = false;
    while (line < content.length()) {
      if (isDocumentStart(line)) {
        if (line > start && !directives) {
          chunks.add(new Chunk(start, line));
          start = line;
        }
        directives = false;
      } else if (content.charAt(line) == '%' && line == start) {
        directives = true;
      }
      int end = content.indexOf('\n', line);
      line = end < 0 ? content.length() : end + 1;
    }
    chunks.add(new Chunk(start, content.length()));
    return chunks;
  }

  private boolean isDocumentStart(int line) {
    if (!content.startsWith("---", line)) {
      return false;
    }
    return line + 3 == content.length() || Character.isWhitespace(content.charAt(line + 3));
  }
}
