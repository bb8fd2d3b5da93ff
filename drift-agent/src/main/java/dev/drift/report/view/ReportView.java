package dev.drift.report.view;

import static java.util.stream.Collectors.joining;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Sides;
import dev.drift.model.Verdict;
import java.util.List;
import java.util.Optional;

/// What a report says to people, in which order and in which words. A format only prints it.
///
/// Texts in it come from a cluster and from Git, and are not made safe for any format: a terminal
/// format passes them through [Safe], a markup format escapes them.
///
/// @param inSync the answer of a run that compared everything and has nothing to report; a format
///     then prints it in place of everything but the asides
/// @param answer what was found, in a sentence; empty if there are no findings
/// @param sides what the two sides are called
/// @param causes the findings
/// @param listings what is listed beside the findings; only those with rows
/// @param differences the explained ones, as they come; [#explained] lists them
public record ReportView(
    Optional<String> inSync,
    Optional<String> answer,
    Sides sides,
    ComparedSides compared,
    List<CauseFindings> causes,
    List<Listing> listings,
    List<Report.Explained> differences,
    Summary summary,
    Closing closing) {

  public ReportView {
    causes = List.copyOf(causes);
    listings = List.copyOf(listings);
    differences = List.copyOf(differences);
  }

  /// @param failOn as given to [Report#exitCode]
  public static ReportView of(Report report, FailOn failOn) {
    Summary summary = Summary.of(report);
    ComparedSides compared = ComparedSides.of(report, summary);
    return new ReportView(
        isPlainlyClean(report, failOn, summary)
            ? Optional.of(inSync(report.sides(), compared, summary))
            : Optional.empty(),
        Answer.of(report, summary),
        report.sides(),
        compared,
        CauseFindings.of(report.fresh(), report.run().startedAt(), report.sides()),
        Listings.of(report),
        report.explained(),
        summary,
        Closing.of(report, failOn, summary));
  }

  /// The list on this topic; empty if it has no rows.
  public Optional<Listing> listing(Topic topic) {
    return topic == Topic.EXPLAINED
        ? explained()
        : listings.stream().filter(listing -> listing.topic() == topic).findFirst();
  }

  /// For readers who asked for details. It is made only then: a large cluster has thousands.
  private Optional<Listing> explained() {
    return differences.isEmpty() ? Optional.empty() : Optional.of(Listings.explained(differences));
  }

  /// Whether everything was compared and there is nothing to report.
  private static boolean isPlainlyClean(Report report, FailOn failOn, Summary summary) {
    return report.exitCode(failOn) == ExitCode.IN_SYNC
        && report.complete(failOn)
        && report.cluster().isPresent()
        && !report.sources().isEmpty()
        && summary.resources() > 0
        && report.findings().isEmpty()
        && report.problems().isEmpty()
        && report.ignored().isEmpty()
        && report.ownedElsewhere().isEmpty()
        && summary.count(Verdict.IN_SYNC) + summary.count(Verdict.COMPLETED) == summary.resources();
  }

  private static String inSync(Sides sides, ComparedSides compared, Summary summary) {
    if (sides.areClusters()) {
      return "%s of %s are the same: cluster %s; compared with %s."
          .formatted(
              Words.count(summary.resources(), "resource"),
              Words.count(summary.kindsRead(), "kind"),
              compared.cluster().orElse(""),
              compared.repositories().getFirst().text());
    }
    return "%s of %s match Git: cluster %s; repository %s."
        .formatted(
            Words.count(summary.resources(), "resource"),
            Words.count(summary.kindsRead(), "kind"),
            compared.cluster().orElse(""),
            compared.repositories().stream()
                .map(ComparedSides.Repository::text)
                .collect(joining("; ")));
  }
}
