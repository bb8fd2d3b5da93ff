package dev.drift.report;

import java.util.List;

/// Text that grows line by line.
///
/// Whatever is put on it is made safe for a terminal first, so nothing that a cluster or Git says
/// can add a line or a terminal code: only the page itself writes those.
final class Page {
  private static final int LONGEST_PARAGRAPH = 2000;

  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();

  Page(TextStyle style) {
    this.style = style;
  }

  TextStyle style() {
    return style;
  }

  /// Goes on with the line.
  Page put(Tint tint, String text) {
    String safe = Safe.line(text);
    out.append(style.color() ? tint.paint(safe) : safe);
    return this;
  }

  Page put(String text) {
    return put(Tint.PLAIN, text);
  }

  Page indent(int columns) {
    out.repeat(' ', columns);
    return this;
  }

  /// Ends the line.
  Page end() {
    out.append('\n');
    return this;
  }

  /// An empty line, unless there is one or nothing yet.
  Page blank() {
    if (!out.isEmpty() && !out.toString().endsWith("\n\n")) {
      out.append('\n');
    }
    return this;
  }

  /// A sentence, wrapped between words; its later lines start in the column `indent`, where the
  /// first one is taken to be already.
  Page paragraph(int indent, Tint tint, String text) {
    int room = Math.max(20, style.width() - indent);
    boolean first = true;
    for (String line : Words.wrap(Words.shorten(Safe.line(text), LONGEST_PARAGRAPH, style), room)) {
      if (!first) {
        indent(indent);
      }
      put(tint, line).end();
      first = false;
    }
    return this;
  }

  /// Lines of a list under a heading.
  Page rows(int indent, List<String> rows) {
    for (String row : rows) {
      indent(indent).paragraph(indent + 2, Tint.PLAIN, row);
    }
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
