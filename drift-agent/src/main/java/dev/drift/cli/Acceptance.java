package dev.drift.cli;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.policy.baseline.Baseline;
import dev.drift.policy.baseline.BaselineEntry;
import dev.drift.report.view.Words;
import java.time.LocalDate;
import java.util.List;

/// Accepts the findings of a report in a baseline.
///
/// @param until the last day
/// @param posture whether posture findings are accepted too
record Acceptance(String reason, String owner, LocalDate until, boolean posture) {
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
