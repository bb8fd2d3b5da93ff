package dev.drift.report.text;

import dev.drift.finding.Sides;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.Safe;
import dev.drift.report.view.ValueSides;
import dev.drift.report.view.Words;
import java.util.List;

/// Shows what Git says beside what the cluster has.
final class ValueComparison {
  private static final int LONGEST_DIFF = 40;

  private final Page page;
  private final TextStyle style;
  private final int indent;

  ValueComparison(Page page, int indent) {
    this.page = page;
    this.style = page.style();
    this.indent = indent;
  }

  void print(FindingView view) {
    switch (ValueSides.of(view, style::mask)) {
      case ValueSides.Nothing() -> {}
      case ValueSides.Inline(String git, String live) ->
          printInline(Safe.line(git), Safe.line(live), note(view.note()), view.sides());
      case ValueSides.Live(String value) ->
          page.indent(indent)
              .put(WrappedText.shorten(Safe.line(value), room(), style))
              .put(note(view.note()))
              .end();
      case ValueSides.Diff(List<String> lines) ->
          printLimited(new DiffLines(lines, room(), style).tinted());
      case ValueSides.Block(char sign, List<String> lines) -> printBlock(sign, lines);
      case ValueSides.LineEnds() ->
          page.indent(indent).put(Tint.DIM, "Only the line endings differ.").end();
      case ValueSides.TooLong(int git, int live) ->
          page.indent(indent)
              .put(
                  "%s has %s, %s %s: too long to compare line by line"
                      .formatted(
                          view.sides().expected(),
                          Words.count(git, "line"),
                          view.sides().judged(),
                          Words.count(live, "line")))
              .end();
    }
  }

  private static String note(String text) {
    return text.isEmpty() ? "" : "  (" + text + ")";
  }

  private void printInline(String desired, String live, String note, Sides sides) {
    int arrow = style.arrow().length() + 2;
    if (desired.length() + arrow + live.length() + note.length() <= room()) {
      page.indent(indent)
          .put(desired)
          .put(Tint.DIM, " " + style.arrow() + " ")
          .put(Tint.BOLD, live)
          .put(Tint.DIM, note)
          .end();
      return;
    }
    // Show the first difference, not the common start.
    int focus = DiffLines.firstDifference(desired, live);
    String first = Safe.line(sides.expected());
    String second = Safe.line(sides.judgedLabel());
    int wide = Math.max(first.length(), second.length()) + 2;
    int left = Math.max(room() - wide, room() / 2);
    page.indent(indent).put(Tint.DIM, first).indent(wide - first.length());
    page.put(WrappedText.shorten(desired, focus, left, style)).end();
    page.indent(indent).put(Tint.DIM, second).indent(wide - second.length());
    page.put(Tint.BOLD, WrappedText.shorten(live, focus, left, style)).put(Tint.DIM, note).end();
  }

  private void printBlock(char sign, List<String> lines) {
    Tint tint =
        switch (sign) {
          case '-' -> Tint.RED;
          case '+' -> Tint.GREEN;
          default -> Tint.PLAIN;
        };
    printLimited(
        lines.stream()
            .map(line -> WrappedText.shorten(Safe.line(sign + " " + line), room(), style))
            .map(line -> new DiffLines.Line(tint, line))
            .toList());
  }

  private void printLimited(List<DiffLines.Line> lines) {
    for (DiffLines.Line line : lines.subList(0, Math.min(lines.size(), LONGEST_DIFF))) {
      page.indent(indent).put(line.tint(), line.text()).end();
    }
    if (lines.size() > LONGEST_DIFF) {
      page.indent(indent)
          .put(Tint.DIM, style.ellipsis() + " ")
          .put(Tint.DIM, Words.count(lines.size() - LONGEST_DIFF, "more line"))
          .end();
    }
  }

  private int room() {
    return style.width() - indent;
  }
}
