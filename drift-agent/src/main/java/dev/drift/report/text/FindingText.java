package dev.drift.report.text;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Finding;
import dev.drift.finding.Severity;
import dev.drift.model.value.Path;
import dev.drift.report.view.FindingView;
import dev.drift.report.view.ResourceFindings;

/// Prints the findings of one resource.
final class FindingText {
  private static final int SEVERITY = 2;
  private static final int BODY = SEVERITY + 10;
  private static final int LABEL = 5;

  private final Page page;

  FindingText(Page page) {
    this.page = page;
  }

  void print(ResourceFindings resource) {
    page.blank().put(Tint.BOLD, resource.resource().toString()).end();
    for (FindingView finding : resource.findings()) {
      print(finding);
      printLabelled(BODY, "fix", finding.remedy());
      printCommand(BODY, finding.command());
      finding.finding().origin().ifPresent(place -> printLabelled(BODY, "git", place.toString()));
      printLabelled(BODY, "by", finding.attribution());
    }
    printLabelled(SEVERITY, "fix", resource.remedy());
    printCommand(SEVERITY, resource.command());
    printLabelled(SEVERITY, "by", resource.attribution());
  }

  private void print(FindingView view) {
    Finding finding = view.finding();
    Severity severity = finding.severity();
    page.indent(SEVERITY)
        .put(Tint.of(severity), severity.label())
        .indent(BODY - SEVERITY - severity.label().length())
        .put(Tint.DIM, finding.rule())
        .put("  ");
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
