package dev.drift.cli;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.policy.baseline.Baseline;
import dev.drift.policy.baseline.BaselineEntry;
import dev.drift.report.view.Words;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Accepts the findings of a report in a baseline.
///
/// @param until the last day
/// @param posture whether posture findings are accepted too
record Acceptance(String reason, String owner, LocalDate until, boolean posture) {
  /// As given on the command line.
  ///
  /// @param flag of the reason
  /// @param expires a date
  static Acceptance parsed(
      CommandSpec spec, String flag, String reason, String owner, String expires, boolean posture) {
    if (reason.isBlank() || owner.isBlank()) {
      throw new ParameterException(
          spec.commandLine(), "%s and --owner must not be empty".formatted(flag));
    }
    try {
      return new Acceptance(reason, owner, LocalDate.parse(expires), posture);
    } catch (DateTimeParseException e) {
      throw new ParameterException(
          spec.commandLine(), "--expires takes a date, such as 2027-01-31", e);
    }
  }

  BaselineRun.Changed of(Baseline before, Report report) {
    LocalDate today = report.run().day();
    if (until.isBefore(today)) {
      throw new DriftException(Problem.of(Problem.Code.USAGE, "--expires is over already"));
    }
    List<BaselineEntry> added =
        report.accepting(before.accepted(report.findings(), today)).fresh().stream()
            .filter(it -> posture || it instanceof Finding.Drift)
            .map(it -> BaselineEntry.of(it, reason, owner, until))
            .toList();
    Baseline after = before.and(added);
    return new BaselineRun.Changed(
        after,
        "accepted %s until %s; %s in all"
            .formatted(
                Words.count(added.size(), "more finding"),
                until,
                Words.count(after.entries().size(), "finding")));
  }
}
