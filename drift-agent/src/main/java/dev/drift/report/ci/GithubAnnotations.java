package dev.drift.report.ci;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.Sides;
import dev.drift.finding.text.OneLine;
import dev.drift.model.Problem;
import dev.drift.report.view.FindingSite;
import dev.drift.report.view.FindingSummary;
import dev.drift.report.view.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Commands that GitHub Actions takes from the output of a step and shows beside the lines of a
/// pull request. It shows 10 errors, 10 warnings and 10 notices of a step, so the worst come first.
/// See <https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions>.
public final class GithubAnnotations {
  private final StringBuilder out = new StringBuilder();

  private GithubAnnotations() {}

  /// Leaves the stream open.
  ///
  /// @param failOn as given to [Report#exitCode]
  /// @throws IOException if the output breaks
  public static void write(Report report, FailOn failOn, OutputStream stream) throws IOException {
    stream.write(of(report, failOn).getBytes(UTF_8));
  }

  private static String of(Report report, FailOn failOn) {
    GithubAnnotations annotations = new GithubAnnotations();
    for (Problem problem : report.problems()) {
      annotations.add(problem);
    }
    for (Finding finding : report.fresh()) {
      annotations.add(finding, report.sides());
    }
    for (Coverage.Entry gap : report.coverage().gaps(failOn.needs())) {
      annotations.add("warning", Optional.empty(), "Drift could not look", gap.reason());
    }
    annotations.add("notice", Optional.empty(), "Drift", Outcome.of(report, failOn).sentence());
    return annotations.out.toString();
  }

  private void add(Problem problem) {
    Optional<FindingSite> site =
        problem
            .place()
            .map(
                at ->
                    new FindingSite(
                        at.file(), Optional.of(at.line()), Optional.of(at.column()), true));
    add(
        switch (problem.code().type()) {
          case FAILURE, INPUT -> "error";
          case GAP -> "warning";
          case NOTE -> "notice";
        },
        site,
        "Drift",
        problem.message());
  }

  private void add(Finding finding, Sides sides) {
    FindingSummary summary = FindingSummary.of(finding, sides);
    add(
        level(finding.severity()),
        Optional.of(FindingSite.of(finding)).filter(FindingSite::inGit),
        "%s %s: %s".formatted(finding.severity().label(), finding.rule(), summary.title()),
        summary.text());
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "notice";
    };
  }

  private void add(String level, Optional<FindingSite> site, String title, String text) {
    out.append("::").append(level).append(' ');
    site.ifPresent(
        at -> {
          out.append("file=").append(property(at.file())).append(',');
          at.line().ifPresent(it -> out.append("line=").append(it).append(','));
          at.column().ifPresent(it -> out.append("col=").append(it).append(','));
        });
    out.append("title=").append(property(title)).append("::").append(data(text)).append('\n');
  }

  /// A line end would begin another command.
  private static String data(String text) {
    return OneLine.of(text).replace("%", "%25");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
