package dev.drift.report.text;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.value.Path;
import dev.drift.report.view.CauseFindings;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.Words;

/// Prints the findings of one cause.
final class FindingText {
  private static final int SEVERITY = 2;
  private static final int BODY = SEVERITY + 10;
  private static final int LABEL = 5;

  /// Of one object that are printed unless all are.
  private static final int FINDINGS = 6;

  /// Of a rule that many break that are printed unless all are.
  private static final int OBJECTS = 3;

  private final Page page;

  FindingText(Page page) {
    this.page = page;
  }

  /// @param all whether to print each finding, or only the worst
  void print(CauseFindings cause, boolean all) {
    page.blank().put(Tint.BOLD, cause.heading());
    if (!cause.meaning().isEmpty()) {
      page.put(Tint.DIM, "  " + cause.meaning());
    }
    page.end();
    boolean several = cause.rule().isPresent();
    int most = all ? Integer.MAX_VALUE : several ? OBJECTS : FINDINGS;
    for (FindingView finding : cause.findings().stream().limit(most).toList()) {
      print(finding, several);
      printLabelled(BODY, "fix", finding.remedy());
      printCommand(BODY, finding.command());
      finding.finding().origin().ifPresent(place -> printLabelled(BODY, "git", place.toString()));
      printLabelled(BODY, "by", finding.attribution());
    }
    int more = cause.findings().size() - most;
    if (more > 0) {
      page.indent(SEVERITY)
          .put(Tint.DIM, "and %s like these".formatted(Words.count(more, "more finding")))
          .end();
    }
    printLabelled(SEVERITY, "fix", cause.remedy());
    printCommand(SEVERITY, cause.command());
    printLabelled(SEVERITY, "by", cause.attribution());
  }

  /// @param named whether the object is named too
  private void print(FindingView view, boolean named) {
    Finding finding = view.finding();
    Severity severity = finding.severity();
    page.indent(SEVERITY)
        .put(Tint.of(severity), severity.label())
        .indent(BODY - SEVERITY - severity.label().length())
        .put(Tint.DIM, finding.rule())
        .put("  ");
    if (named) {
      page.put(Tint.BOLD, finding.resource().toString()).put("  ");
    }
    if (finding.path().isRoot()) {
      // There is no path to name, so the sentence takes its place.
      page.paragraph(BODY, Tint.PLAIN, finding.message());
      return;
    }
    page.put(Tint.BOLD, finding.path().toString()).end();
    new ValueComparison(page, BODY).print(view);
    if (finding instanceof Finding.Drift drift && !drift.with().isEmpty()) {
      page.indent(BODY)
          .paragraph(
              BODY,
              Tint.DIM,
              "with " + drift.with().stream().map(Path::toString).collect(joining(", ")));
    }
    page.indent(BODY).paragraph(BODY, Tint.PLAIN, finding.message());
  }

  /// On one line, however long: a command is there to be copied.
  private void printCommand(int indent, String command) {
    if (!command.isEmpty()) {
      page.indent(indent).put(Tint.DIM, "run").indent(LABEL - "run".length()).put(command).end();
    }
  }

  private void printLabelled(int indent, String label, String text) {
    if (!text.isBlank()) {
      page.indent(indent)
          .put(Tint.DIM, label)
          .indent(LABEL - label.length())
          .paragraph(indent + LABEL, Tint.PLAIN, text);
    }
  }
}
