package dev.drift.report;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.Cluster;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.Scope;
import dev.drift.model.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The head of a text report: what was compared with what.
final class Heading {
  private static final int INDENT = 10;
  private static final int FILES_NAMED = 5;

  private final Report report;
  private final Page page;

  Heading(Report report, Page page) {
    this.report = report;
    this.page = page;
  }

  void print() {
    report.sources().forEach(this::printSource);
    report.cluster().ifPresent(cluster -> row("Cluster", cluster(cluster)));
    row(
        "Compared",
        "%s, %s, in %s"
            .formatted(
                report.resources().isEmpty()
                    ? "nothing"
                    : Words.count(report.resources().size(), "resource")
                        + " of "
                        + Words.count(kindsRead(report), "kind"),
                Words.time(report.run().startedAt()),
                Words.length(
                    Duration.between(report.run().startedAt(), report.run().finishedAt()))));
    page.blank();
  }

  static long kindsRead(Report report) {
    return report.coverage().entries().stream()
        .filter(entry -> entry.status() == KindCoverage.Status.READ)
        .map(Coverage.Entry::subject)
        .filter(Coverage.Subject.Kind.class::isInstance)
        .map(Coverage.Subject.Kind.class::cast)
        .map(kind -> GroupKind.of(kind.apiVersion(), kind.kind()))
        .distinct()
        .count();
  }

  private void printSource(Source source) {
    row("Git", source(source));
    if (!source.uncommitted().isEmpty()) {
      page.indent(INDENT).paragraph(INDENT, Tint.YELLOW, uncommitted(source));
    }
  }

  /// The repository with its revision, commit and paths.
  static String source(Source source) {
    List<String> parts = new ArrayList<>();
    parts.add((source.name().isEmpty() ? "" : source.name() + ": ") + source.repo());
    source
        .commit()
        .ifPresentOrElse(
            commit ->
                parts.add(source.revision().map(r -> r + " at ").orElse("at ") + brief(commit)),
            () -> parts.add("a folder outside Git"));
    if (!source.paths().isEmpty()) {
      parts.add("below " + String.join(" and ", source.paths()));
    }
    if (source.scope() != Scope.NAMESPACES) {
      parts.add("scope " + source.scope().label());
    }
    return String.join(", ", parts);
  }

  static String uncommitted(Source source) {
    List<String> files = source.uncommitted();
    String named = String.join(", ", files.subList(0, Math.min(files.size(), FILES_NAMED)));
    return "%s not committed: %s%s"
        .formatted(
            files.size() == 1 ? "1 file is" : files.size() + " files are",
            named,
            files.size() > FILES_NAMED
                ? " and %s".formatted(Words.count(files.size() - FILES_NAMED, "other"))
                : "");
  }

  static String cluster(Cluster cluster) {
    return "%s (%s, Kubernetes %s)"
        .formatted(cluster.context(), cluster.server(), cluster.version());
  }

  private static String brief(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }

  private void row(String label, String text) {
    page.put(Tint.DIM, label).indent(INDENT - label.length()).paragraph(INDENT, Tint.PLAIN, text);
  }
}
