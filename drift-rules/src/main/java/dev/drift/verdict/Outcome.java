package dev.drift.verdict;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import java.util.List;

/// What comparing everything gave.
///
/// @param complete whether all values could be compared
public record Outcome(
    List<Report.Judged> resources,
    List<Finding> findings,
    List<Report.Explained> explained,
    List<Report.Ignored> ignored,
    List<Problem> problems,
    boolean complete) {
  public Outcome {
    resources = List.copyOf(resources);
    findings = List.copyOf(findings);
    explained = List.copyOf(explained);
    ignored = List.copyOf(ignored);
    problems = List.copyOf(problems);
  }
}
