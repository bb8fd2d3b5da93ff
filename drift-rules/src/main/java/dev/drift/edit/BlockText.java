package dev.drift.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.drift.yaml.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Texts in the lines below their key: `|` and `>`.
final class BlockText {
  /// Aligning two long texts that have nothing in common takes their lengths multiplied.
  private static final int LONGEST = 10_000;

  private BlockText() {}

  /// Whether a text can be written so that each of its lines stands as it is.
  static boolean fits(String text) {
    return !text.isBlank()
        && text.codePoints().allMatch(c -> Scalars.isShown(c) || c == '\n' || c == '\t')
        && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
  }

  /// @param column of its lines
  /// @param step by how much they are further in than what is around them
  static Rendered literal(String text, int column, int step) {
    List<String> below =
        lines(text).stream()
            .map(line -> line.isEmpty() ? line : " ".repeat(column) + line)
            .toList();
    return new Rendered(header('|', text, startsWithBlank(text) ? step : 0), below, ends(text));
  }

  /// The lines of a text; what its end adds to the last one is said by the header.
  private static List<String> lines(String text) {
    String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return List.of(body.split("\n", -1));
  }

  private static boolean ends(String text) {
    return text.endsWith("\n");
  }

  /// Then the header has to say where the lines start.
  private static boolean startsWithBlank(String text) {
    return text.replaceFirst("^\n+", "").startsWith(" ");
  }

  /// @param step that the header names; 0 if none
  private static String header(char style, String text, int step) {
    String digit = step > 0 ? Integer.toString(step) : "";
    String chomping = !ends(text) ? "-" : text.endsWith("\n\n") ? "+" : "";
    return style + digit + chomping;
  }

  /// Edits a literal in place: the lines that stay are not touched.
  ///
  /// @return whether it could
  static boolean edit(Lines lines, Syntax.Scalar scalar, String text, Patches patches) {
    if (!fits(text)) {
      return false;
    }
    Block block = Block.of(lines, scalar);
    if (block.lines().isEmpty()) {
      return false;
    }
    boolean folded = scalar.style() == Syntax.Style.FOLDED;
    Optional<List<String>> wanted =
        folded ? FoldedText.lines(block.contents(), text) : Optional.of(lines(text));
    if (wanted.isEmpty()
        || block.lines().size() + wanted.get().size() > LONGEST
        || (startsWithBlank(text) && block.digit() == 0)) {
      return false;
    }
    int headerEnd = lines.headerEnd(scalar);
    String header = header(folded ? '>' : '|', text, block.digit());
    boolean keptBefore = lines.text().substring(scalar.start(), headerEnd).indexOf('+') >= 0;
    if (keptBefore && header.indexOf('+') < 0 && text.endsWith("\n")) {
      header = header + "+";
    }
    if (!lines.text().substring(scalar.start(), headerEnd).equals(header)) {
      patches.replace(scalar.start(), headerEnd, header);
    }
    patch(lines, block, wanted.get(), patches);
    if (text.endsWith("\n") && block.end() == lines.text().length()) {
      patches.insert(block.end(), lines.lineBreak(block.lines().getLast().start()));
    }
    return true;
  }

  private static void patch(Lines lines, Block block, List<String> wanted, Patches patches) {
    String indent = " ".repeat(block.column());
    for (AbstractDelta<String> delta : DiffUtils.diff(block.contents(), wanted).getDeltas()) {
      int first = delta.getSource().getPosition();
      int count = delta.getSource().size();
      List<String> now =
          delta.getTarget().getLines().stream()
              .map(line -> line.isEmpty() ? line : indent + line)
              .toList();
      if (count == 0) {
        boolean atTop = first == 0;
        int at = atTop ? block.lines().getFirst().start() : block.lines().get(first - 1).end();
        String lineBreak = lines.lineBreak(at);
        patches.insert(
            at,
            atTop
                ? String.join(lineBreak, now) + lineBreak
                : lineBreak + String.join(lineBreak, now));
      } else if (now.isEmpty()) {
        boolean last = first + count == block.lines().size();
        int start = block.lines().get(first).start();
        int end = block.lines().get(first + count - 1).end();
        patches.delete(last ? lines.endOfPrevious(start) : start, last ? end : lines.next(end));
      } else {
        int start = block.lines().get(first).start();
        patches.replace(
            start,
            block.lines().get(first + count - 1).end(),
            String.join(lines.lineBreak(start), now));
      }
    }
  }

  /// @param content without its indentation
  private record Line(int start, int end, String content) {}

  /// The lines of a block as they are written.
  ///
  /// @param column at which its content starts
  /// @param digit the indentation that its header names; 0 if none
  private record Block(List<Line> lines, int column, int digit, int end) {
    static Block of(Lines lines, Syntax.Scalar scalar) {
      int end = lines.contentEnd(scalar);
      int headerEnd = lines.headerEnd(scalar);
      int digit =
          lines
              .text()
              .substring(scalar.start(), headerEnd)
              .chars()
              .filter(Character::isDigit)
              .map(c -> c - '0')
              .findFirst()
              .orElse(0);
      List<int[]> spans = new ArrayList<>();
      int at = lines.end(headerEnd);
      int column = Integer.MAX_VALUE;
      while (at < end) {
        int start = lines.next(at);
        at = lines.end(start);
        spans.add(new int[] {start, at});
        int first = lines.skipBlanks(start);
        if (first < at) {
          column = Math.min(column, spaces(lines.text(), start));
        }
      }
      if (digit > 0) {
        column = explicit(scalar, column);
      }
      List<Line> found = new ArrayList<>();
      for (int[] span : spans) {
        int from = Math.min(span[1], span[0] + column);
        found.add(new Line(span[0], span[1], lines.text().substring(from, span[1])));
      }
      return new Block(found, column, digit, end);
    }

    private static int spaces(String text, int start) {
      int at = start;
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return at - start;
    }

    /// The text itself may start with spaces: how many of them it has says where it starts.
    private static int explicit(Syntax.Scalar scalar, int column) {
      int least =
          scalar
              .text()
              .lines()
              .filter(line -> !line.isBlank())
              .mapToInt(line -> spaces(line, 0))
              .min()
              .orElse(0);
      return Math.max(0, column - least);
    }

    List<String> contents() {
      return lines.stream().map(Line::content).toList();
    }
  }
}
