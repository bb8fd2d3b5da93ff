package dev.drift.report.text;

import dev.drift.report.view.Safe;
import java.util.ArrayList;
import java.util.List;

/// The lines of a unified diff as they are shown: what Git has before what the cluster has, each
/// pair of long lines cut around the place where they differ.
final class DiffLines {
  private final List<String> diff;
  private final int room;
  private final TextStyle style;

  /// A line that is fit for a terminal.
  record Line(Tint tint, String text) {}

  DiffLines(List<String> diff, int room, TextStyle style) {
    this.diff = diff.stream().map(Safe::line).toList();
    this.room = room;
    this.style = style;
  }

  List<Line> tinted() {
    List<Line> lines = new ArrayList<>();
    // The two lines with the names of the sides begin with signs, but are not changes.
    int at = 0;
    while (at < diff.size()) {
      int end = at;
      while (end < diff.size() && at > 1 && isChange(diff.get(end))) {
        end++;
      }
      if (end == at) {
        lines.add(unchanged(diff.get(at)));
        at++;
      } else {
        addChange(diff.subList(at, end), lines);
        at = end;
      }
    }
    return lines;
  }

  static int firstDifference(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    int at = 0;
    while (at < shorter && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at;
  }

  private static boolean isChange(String line) {
    return line.startsWith("-") || line.startsWith("+");
  }

  private Line unchanged(String line) {
    Tint tint =
        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
          case '-' -> Tint.RED;
          case '+' -> Tint.GREEN;
          case '@' -> Tint.CYAN;
          default -> Tint.DIM;
        };
    return new Line(tint, WrappedText.shorten(line, room, style));
  }

  private void addChange(List<String> change, List<Line> lines) {
    List<String> before = change.stream().filter(line -> line.startsWith("-")).toList();
    List<String> after = change.stream().filter(line -> line.startsWith("+")).toList();
    addSide(Tint.RED, before, after, lines);
    addSide(Tint.GREEN, after, before, lines);
  }

  private void addSide(Tint tint, List<String> side, List<String> other, List<Line> lines) {
    for (int i = 0; i < side.size(); i++) {
      String line = side.get(i);
      int focus =
          i < other.size() ? 1 + firstDifference(line.substring(1), other.get(i).substring(1)) : 0;
      String sign = line.substring(0, 1);
      String text = WrappedText.shorten(line.substring(1), Math.max(0, focus - 1), room - 1, style);
      lines.add(new Line(tint, sign + text));
    }
  }
}
