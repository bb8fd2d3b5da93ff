package dev.drift.pipeline;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reports of runs.
final class Reports {
  private Reports() {}

  /// A run that ended before the cluster was read: nothing is known of any resource.
  static Report failed(Report.Run run, Desired desired, List<Problem> reasons) {
    List<Problem> problems = new ArrayList<>(desired.problems());
    problems.addAll(desired.policies().problems());
    problems.addAll(reasons);
    return Report.of(run, nothing("The cluster was not read."))
        .sources(desired.read())
        .skipped(desired.skipped())
        .problems(problems)
        .build();
  }

  /// Of a run that saw nothing.
  ///
  /// @param why a sentence; may be empty
  static Coverage nothing(String why) {
    return new Coverage(
        List.of(
            new Coverage.Entry(
                new Coverage.Subject.Resources(),
                KindCoverage.Status.FAILED,
                Set.of(Coverage.Need.DRIFT),
                0,
                why)));
  }
}
