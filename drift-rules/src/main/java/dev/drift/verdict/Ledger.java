package dev.drift.verdict;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveState;
import dev.drift.model.Path;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.owner.Ownership;
import dev.drift.policy.Decision;
import dev.drift.policy.Decisions;
import dev.drift.policy.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Collects the results of one evaluation. Policies decide here what becomes a finding.
final class Ledger {
  private final Gaps gaps = new Gaps();
  private final Decisions decisions;
  private final List<Report.Judged> judged = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Report.Explained> explained = new ArrayList<>();
  private final List<Report.Ignored> ignored = new ArrayList<>();
  private final List<Report.OwnedElsewhere> elsewhere = new ArrayList<>();
  private final SortedMap<GroupKind, Integer> outOfScope = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Ledger(Decisions decisions) {
    this.decisions = decisions;
  }

  Gaps gaps() {
    return gaps;
  }

  void judged(ResourceRef resource, Verdict verdict) {
    judged.add(new Report.Judged(resource, verdict));
  }

  void explained(ResourceRef resource, Path path, String sentence) {
    explained.add(new Report.Explained(resource, path, sentence));
  }

  void ownedElsewhere(ResourceRef resource, Ownership.Proven proof) {
    elsewhere.add(new Report.OwnedElsewhere(resource, proof.owner(), proof.evidence()));
  }

  /// Counts an undeclared object that the scope leaves out.
  void outOfScope(GroupKind kind) {
    outOfScope.merge(kind, 1, Integer::sum);
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  /// Whether the finding is told; otherwise a policy leaves the difference alone, and the report
  /// says so.
  boolean isTold(Subject subject, Difference difference, Finding finding) {
    return switch (decisions.decide(subject, difference, finding)) {
      case Decision.Told(Finding told) -> findings.add(told);
      case Decision.LeftAlone(Report.Ignored left) -> !ignored.add(left);
    };
  }

  /// @param rules entries of the rules that could not look
  Outcome outcome(
      DesiredState desired, LiveState live, Context context, List<Coverage.Entry> rules) {
    problems.addAll(gaps.problems(live, context.table(), context.redactor()));
    if (judged.isEmpty()) {
      problems.add(
          Problem.of(
              Problem.Code.NOTHING_COMPARED,
              "nothing was compared: the sources declare no resources here; check --repo, --path and"
                  + " --namespace"));
    }
    problems.addAll(UnknownNamespaces.problems(desired, live));
    Coverage coverage = Coverages.of(desired, live, judged, rules);
    boolean sawAll =
        coverage.entries().stream().allMatch(Coverage.Entry::known)
            && problems.stream().noneMatch(p -> p.code().type() == Problem.Type.GAP);
    problems.addAll(decisions.notes(sawAll));
    return new Outcome(
        judged, findings, explained, ignored, elsewhere, outOfScope, problems, coverage);
  }
}
