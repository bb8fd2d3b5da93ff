package dev.drift.report.markdown;

import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.finding.group.FindingGroup;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.Markdown;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.ValueSides;
import dev.drift.report.view.ValueText;
import dev.drift.report.view.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The foldable part of one group of findings.
final class GroupPart {
  private static final int FINDINGS = 10;
  private static final int LINES = 12;

  /// After so many characters no further finding is listed.
  private static final int ENOUGH = 4_000;
  private static final int LONGEST_LINE = 200;

  private final StringBuilder out = new StringBuilder();
  private final Instant now;
  private final Sides sides;

  private GroupPart(Instant now, Sides sides) {
    this.now = now;
    this.sides = sides;
  }

  /// @param now to compute how long ago something was changed
  static String of(FindingGroup group, Instant now, Sides sides) {
    GroupPart part = new GroupPart(now, sides);
    part.write(group);
    return part.out.toString();
  }

  private void write(FindingGroup group) {
    out.append(
        "<details><summary><b>%s</b> %s%s</summary>\n\n"
            .formatted(
                group.severity().label(),
                Markdown.html(group.title(sides)),
                who(group).map(it -> ", " + Markdown.html(it)).orElse("")));
    boolean several = group.objects().size() > 1;
    List<Finding> shown = new ArrayList<>();
    for (Finding finding : group.findings()) {
      if (shown.size() == FINDINGS || out.length() > ENOUGH) {
        break;
      }
      shown.add(finding);
      write(finding, several);
    }
    int more = group.findings().size() - shown.size();
    if (more > 0) {
      out.append("- and ").append(Words.count(more, "more finding")).append(" like these\n\n");
    }
    Optional<String> remedy = shared(shown.stream().map(Finding::remedy).toList());
    remedy.ifPresent(it -> out.append("To do: ").append(Markdown.text(it)).append("\n\n"));
    shared(shown.stream().flatMap(it -> it.command().stream()).toList())
        .ifPresent(it -> out.append(Markdown.block("sh", List.of(it))).append('\n'));
    out.append("</details>\n\n");
  }

  /// Who changed all of it.
  private static Optional<String> who(FindingGroup group) {
    List<Optional<String>> all =
        group.findings().stream().map(it -> FindingText.of(it).who()).distinct().toList();
    return all.size() == 1 ? all.getFirst() : Optional.empty();
  }

  private static Optional<String> shared(List<String> texts) {
    return texts.stream().distinct().count() == 1
        ? Optional.of(texts.getFirst()).filter(it -> !it.isEmpty())
        : Optional.empty();
  }

  private void write(Finding finding, boolean several) {
    FindingText said = FindingText.of(finding, sides);
    out.append("- **%s** %s".formatted(finding.severity().label(), finding.rule()));
    Stream.of(several ? finding.resource().toString() : "", said.where())
        .filter(it -> !it.isEmpty())
        .forEach(it -> out.append(' ').append(Markdown.code(it)));
    out.append(": ").append(Markdown.text(said.message())).append('.');
    finding.origin().ifPresent(at -> out.append(' ').append(Markdown.code(at.toString())));
    out.append("\n\n");
    values(FindingView.of(finding, now, sides));
  }

  private void values(FindingView view) {
    switch (ValueSides.of(view, ValueText::shortMask)) {
      case ValueSides.Nothing() -> {}
      case ValueSides.Inline(String git, String live) ->
          diff(List.of("- " + git, "+ " + live + note(view)));
      case ValueSides.Live(String value) -> diff(List.of("  " + value + note(view)));
      case ValueSides.Diff(List<String> lines) -> diff(lines.subList(2, lines.size()));
      case ValueSides.Block(char sign, List<String> lines) ->
          diff(lines.stream().map(line -> sign + " " + line).toList());
      case ValueSides.LineEnds() -> out.append("  Only the line endings differ.\n\n");
      case ValueSides.TooLong(int git, int live) ->
          out.append(
              "  %s has %s, %s %s.\n\n"
                  .formatted(
                      Markdown.text(sides.expected()),
                      Words.count(git, "line"),
                      Markdown.text(sides.judged()),
                      Words.count(live, "line")));
    }
  }

  private static String note(FindingView view) {
    return view.note().isEmpty() ? "" : "  (" + view.note() + ")";
  }

  private void diff(List<String> lines) {
    List<String> shown = new ArrayList<>();
    lines.stream()
        .limit(LINES)
        .map(line -> line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…")
        .forEach(shown::add);
    if (lines.size() > LINES) {
      shown.add("… " + Words.count(lines.size() - LINES, "more line"));
    }
    Markdown.block("diff", shown)
        .lines()
        .forEach(line -> out.append("  ").append(line).append('\n'));
    out.append('\n');
  }
}
