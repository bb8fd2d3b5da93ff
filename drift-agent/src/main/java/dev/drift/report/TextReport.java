package dev.drift.report;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;

/// Writes reports as text for people: what was compared, what drifted (the worst first), what could
/// not be seen, and what the exit code means.
public final class TextReport {
  private TextReport() {}

  /// @param failOn as given to [Report#exitCode]
  public static String of(Report report, FailOn failOn, TextStyle style) {
    Page page = new Page(style);
    Closing closing = new Closing(report, failOn, page);
    if (isPlainlyClean(report, failOn)) {
      closing.printClean();
      if (style.details()) {
        Lists lists = new Lists(report, page);
        lists.printSkipped();
        lists.printExplained();
      }
      return page.toString();
    }
    new Heading(report, page).print();
    new FindingSections(report, page).print();
    new Lists(report, page).print();
    closing.print();
    return page.toString();
  }

  /// Whether everything was compared and there is nothing to report.
  private static boolean isPlainlyClean(Report report, FailOn failOn) {
    return report.exitCode(failOn) == ExitCode.IN_SYNC
        && report.complete(failOn)
        && report.cluster().isPresent()
        && !report.sources().isEmpty()
        && !report.resources().isEmpty()
        && report.findings().isEmpty()
        && report.problems().isEmpty()
        && report.ignored().isEmpty()
        && report.ownedElsewhere().isEmpty()
        && report.resources().stream()
            .allMatch(
                judged ->
                    judged.verdict() == Verdict.IN_SYNC || judged.verdict() == Verdict.COMPLETED);
  }
}
