package dev.drift.verdict;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.GroupKind;
import dev.drift.model.Problem;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What comparing everything gave.
///
/// @param outOfScope how many undeclared objects of each kind the scope leaves out
public record Outcome(
    List<Report.Judged> resources,
    List<Finding> findings,
    List<Report.Explained> explained,
    List<Report.Ignored> ignored,
    List<Report.OwnedElsewhere> ownedElsewhere,
    SortedMap<GroupKind, Integer> outOfScope,
    List<Problem> problems,
    Coverage coverage) {
  public Outcome {
    resources = List.copyOf(resources);
    findings = List.copyOf(findings);
    explained = List.copyOf(explained);
    ignored = List.copyOf(ignored);
    ownedElsewhere = List.copyOf(ownedElsewhere);
    outOfScope = Collections.unmodifiableSortedMap(new TreeMap<>(outOfScope));
    problems = List.copyOf(problems);
    requireNonNull(coverage, "coverage is null");
  }
}
