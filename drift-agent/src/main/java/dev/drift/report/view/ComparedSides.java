package dev.drift.report.view;

import dev.drift.finding.Report;
import dev.drift.finding.Sides;
import dev.drift.model.Cluster;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was compared with what.
///
/// @param cluster empty if the run ended before the cluster was known
/// @param extent how much was compared, when, and how long it took
public record ComparedSides(
    List<Repository> repositories, Optional<String> cluster, String extent) {
  private static final int FILES_NAMED = 5;

  /// @param text the repository with its revision, commit and paths
  /// @param uncommitted names the files that were compared without being committed, without a full
  ///     stop; empty if there are none
  public record Repository(String text, Optional<String> uncommitted) {}

  public ComparedSides {
    repositories = List.copyOf(repositories);
  }

  static ComparedSides of(Report report, Summary summary) {
    return new ComparedSides(
        report.sources().stream()
            .map(
                source ->
                    new Repository(
                        report.sides().areClusters() ? source.repo() : text(source),
                        uncommitted(source.uncommitted())))
            .toList(),
        report.cluster().map(cluster -> text(cluster, report.sides())),
        "%s, %s, in %s"
            .formatted(
                summary.resources() == 0
                    ? "nothing"
                    : Words.count(summary.resources(), "resource")
                        + " of "
                        + Words.count(summary.kindsRead(), "kind"),
                Words.time(report.run().startedAt()),
                Words.length(
                    Duration.between(report.run().startedAt(), report.run().finishedAt()))));
  }

  private static String text(Source source) {
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

  private static Optional<String> uncommitted(List<String> files) {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String named = String.join(", ", files.subList(0, Math.min(files.size(), FILES_NAMED)));
    return Optional.of(
        "%s not committed: %s%s"
            .formatted(
                files.size() == 1 ? "1 file is" : files.size() + " files are",
                named,
                files.size() > FILES_NAMED
                    ? " and %s".formatted(Words.count(files.size() - FILES_NAMED, "other"))
                    : ""));
  }

  private static String text(Cluster cluster, Sides sides) {
    if (sides.areClusters()) {
      return "%s (%s, Kubernetes %s)"
          .formatted(sides.judged(), cluster.server(), cluster.version());
    }
    return "%s (%s, Kubernetes %s)"
        .formatted(cluster.context(), cluster.server(), cluster.version());
  }

  private static String brief(String commit) {
    return commit.substring(0, Math.min(12, commit.length()));
  }
}
