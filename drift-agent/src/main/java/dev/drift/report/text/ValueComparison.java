package dev.drift.report.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.Patch;
import dev.drift.finding.Finding;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.Safe;
import dev.drift.report.view.Words;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Optional;

/// Shows what Git says beside what the cluster has.
final class ValueComparison {
  private static final int CONTEXT = 2;
  private static final int LONGEST_DIFF = 40;

  /// Beyond this, comparing texts line by line would take long; nobody reads the result either.
  private static final int LONGEST_TEXT = 4000;

  private final Page page;
  private final TextStyle style;
  private final ValueText values;
  private final int indent;

  ValueComparison(Page page, int indent) {
    this.page = page;
    this.style = page.style();
    this.values = new ValueText(style);
    this.indent = indent;
  }

  void print(FindingView view) {
    switch (view.finding()) {
      case Finding.Drift drift -> print(drift, view);
      case Finding.Posture posture -> print(posture.live(), view);
    }
  }

  private void print(Finding.Drift drift, FindingView view) {
    Optional<String> desired = inline(drift.desired(), "(" + view.notInGit() + ")");
    Optional<String> live = inline(drift.live(), "(" + FindingView.NOT_IN_CLUSTER + ")");
    if (desired.isPresent() && live.isPresent()) {
      printInline(desired.get(), live.get(), note(view.note()));
    } else {
      printLines(drift.desired(), drift.live());
    }
  }

  /// A value that nothing is compared with.
  private void print(Shown live, FindingView view) {
    switch (live) {
      case Shown.Absent() -> {}
      case Shown.Masked _ ->
          page.indent(indent).put(inline(live, "").orElse("")).put(note(view.note())).end();
      case Shown.Plain plain ->
          inline(plain, "")
              .ifPresentOrElse(
                  text -> page.indent(indent).put(WrappedText.shorten(text, room(), style)).end(),
                  () -> printBlock(' ', Tint.PLAIN, values.lines(plain.value())));
    }
  }

  private Optional<String> inline(Shown shown, String absent) {
    return switch (shown) {
      case Shown.Plain plain -> values.inline(plain.value()).map(Safe::line);
      case Shown.Masked(String mask, _) -> Optional.of(style.mask(mask));
      case Shown.Absent() -> Optional.of(absent);
    };
  }

  private static String note(String text) {
    return text.isEmpty() ? "" : "  (" + text + ")";
  }

  private void printInline(String desired, String live, String note) {
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
    String label = "cluster  ";
    int left = room() - label.length();
    page.indent(indent).put(Tint.DIM, "Git      ");
    page.put(WrappedText.shorten(desired, focus, left, style)).end();
    page.indent(indent).put(Tint.DIM, label);
    page.put(Tint.BOLD, WrappedText.shorten(live, focus, left, style)).put(Tint.DIM, note).end();
  }

  private void printLines(Shown desired, Shown live) {
    Optional<List<String>> before = lines(desired);
    Optional<List<String>> after = lines(live);
    if (before.isEmpty()) {
      after.ifPresent(lines -> printBlock('+', Tint.GREEN, lines));
    } else if (after.isEmpty()) {
      printBlock('-', Tint.RED, before.get());
    } else if (Math.max(before.get().size(), after.get().size()) > LONGEST_TEXT) {
      page.indent(indent)
          .put(
              "Git has %s, the cluster %s: too long to compare line by line"
                  .formatted(
                      Words.count(before.get().size(), "line"),
                      Words.count(after.get().size(), "line")))
          .end();
    } else {
      printDiff(before.get(), after.get());
    }
  }

  private Optional<List<String>> lines(Shown shown) {
    return switch (shown) {
      case Shown.Plain plain -> Optional.of(values.lines(plain.value()));
      case Shown.Masked(String mask, _) ->
          Optional.of(List.of(style.mask(mask) + note(FindingView.MASKED)));
      case Shown.Absent() -> Optional.empty();
    };
  }

  private void printDiff(List<String> before, List<String> after) {
    Patch<String> patch = DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>());
    List<String> diff =
        UnifiedDiffUtils.generateUnifiedDiff("Git", "cluster", before, patch, CONTEXT);
    if (diff.isEmpty()) {
      page.indent(indent).put(Tint.DIM, "Only the line endings differ.").end();
      return;
    }
    printLimited(new DiffLines(diff, room(), style).tinted());
  }

  private void printBlock(char sign, Tint tint, List<String> lines) {
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
