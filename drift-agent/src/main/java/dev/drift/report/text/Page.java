package dev.drift.report.text;

import dev.drift.report.view.Safe;

/// Text that grows line by line.
///
/// Whatever is put on it is made safe for a terminal first, so nothing that a cluster or Git says
/// can add a line or a terminal code: only the page itself writes those.
final class Page {
  private static final int LONGEST_PARAGRAPH = 2000;

  private final TextStyle style;
  private final StringBuilder out = new StringBuilder();
  private int column;
  private int lines;

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
    column += safe.length();
    return this;
  }

  Page put(String text) {
    return put(Tint.PLAIN, text);
  }

  Page indent(int columns) {
    out.repeat(' ', columns);
    column += columns;
    return this;
  }

  /// Ends the line.
  Page end() {
    out.append('\n');
    column = 0;
    lines++;
    return this;
  }

  /// That have ended.
  int lines() {
    return lines;
  }

  /// An empty line, unless there is one or nothing yet.
  Page blank() {
    int length = out.length();
    if (length > 0 && !(length > 1 && out.charAt(length - 2) == '\n')) {
      end();
    }
    return this;
  }

  /// Ends the line with a sentence, wrapped between words; its further lines begin in the column
  /// `indent`.
  Page paragraph(int indent, Tint tint, String text) {
    String safe = WrappedText.shorten(Safe.line(text), LONGEST_PARAGRAPH, style);
    for (String line : WrappedText.wrap(safe, style.width() - column, style.width() - indent)) {
      if (column == 0) {
        indent(indent);
      }
      put(tint, line).end();
    }
    return this;
  }

  /// A row of a list under a heading; its further lines are indented.
  Page row(int indent, String text) {
    return indent(indent).paragraph(indent + 2, Tint.PLAIN, text);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
