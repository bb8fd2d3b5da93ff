package dev.drift.report;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import java.util.List;
import java.util.Optional;

/// The findings of one resource as text.
final class FindingText {
  private static final int SEVERITY = 2;
  private static final int BODY = SEVERITY + 10;
  private static final int LABEL = 5;

  private final Report report;
  private final Page page;

  FindingText(Report report, Page page) {
    this.report = report;
    this.page = page;
  }

  /// @param findings of one resource, the worst first
  void print(List<Finding> findings) {
    page.blank().put(Tint.BOLD, findings.getFirst().resource().toString()).end();
    Optional<String> remedy = same(findings.stream().map(Finding::remedy).toList());
    Optional<String> command =
        same(findings.stream().map(finding -> finding.command().orElse("")).toList());
    Optional<String> who = same(findings.stream().map(this::attribution).toList());
    for (Finding finding : findings) {
      print(finding);
      if (remedy.isEmpty()) {
        labelled(BODY, "fix", finding.remedy());
      }
      if (command.isEmpty()) {
        command(BODY, finding.command().orElse(""));
      }
      finding.origin().ifPresent(place -> labelled(BODY, "git", place.toString()));
      if (who.isEmpty()) {
        labelled(BODY, "by", attribution(finding));
      }
    }
    remedy.ifPresent(text -> labelled(SEVERITY, "fix", text));
    command.ifPresent(text -> command(SEVERITY, text));
    who.ifPresent(text -> labelled(SEVERITY, "by", text));
  }

  private void print(Finding finding) {
    Severity severity = finding.severity();
    page.indent(SEVERITY)
        .put(tint(severity), severity.label())
        .indent(BODY - SEVERITY - severity.label().length())
        .put(Tint.DIM, finding.rule())
        .put("  ");
    if (finding.path().isRoot()) {
      // There is no path to name, so the sentence takes its place.
      page.paragraph(BODY, Tint.PLAIN, finding.message());
      return;
    }
    page.put(Tint.BOLD, finding.path().toString()).end();
    Comparison comparison = new Comparison(page, BODY);
    switch (finding) {
      case Finding.Drift drift -> {
        comparison.print(drift);
        with(drift);
      }
      case Finding.Posture posture -> comparison.print(posture.live());
    }
    page.indent(BODY).paragraph(BODY, Tint.PLAIN, finding.message());
  }

  private void with(Finding.Drift drift) {
    if (!drift.with().isEmpty()) {
      page.indent(BODY)
          .paragraph(
              BODY,
              Tint.DIM,
              "with " + drift.with().stream().map(Path::toString).collect(joining(", ")));
    }
  }

  /// On one line, however long: a command is there to be copied.
  private void command(int indent, String command) {
    if (!command.isEmpty()) {
      page.indent(indent).put(Tint.DIM, "run").indent(LABEL - "run".length()).put(command).end();
    }
  }

  private void labelled(int indent, String label, String text) {
    if (!text.isBlank()) {
      page.indent(indent)
          .put(Tint.DIM, label)
          .indent(LABEL - label.length())
          .paragraph(indent + LABEL, Tint.PLAIN, text);
    }
  }

  /// What all of several findings have in common, so that it need be said only once.
  private static Optional<String> same(List<String> texts) {
    return texts.size() > 1 && texts.stream().distinct().count() == 1
        ? Optional.of(texts.getFirst())
        : Optional.empty();
  }

  private String attribution(Finding finding) {
    return switch (finding) {
      case Finding.Drift drift ->
          AttributionText.of(drift.attribution(), Optional.of(report.run().startedAt()));
      case Finding.Posture _ -> "";
    };
  }

  static Tint tint(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Tint.BOLD_RED;
      case HIGH -> Tint.RED;
      case MEDIUM -> Tint.YELLOW;
      case LOW -> Tint.CYAN;
      case INFO -> Tint.DIM;
    };
  }
}
