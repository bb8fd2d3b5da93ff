package dev.drift.verdict;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.Path;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import dev.drift.model.Verdict;
import dev.drift.policy.Decision;
import dev.drift.policy.Decisions;
import dev.drift.policy.Subject;
import java.util.ArrayList;
import java.util.List;

/// What is told of a run, as it is found out. Policies decide here what is told as a finding.
final class Ledger {
  private final Gaps gaps = new Gaps();
  private final Decisions decisions;
  private final List<Report.Judged> judged = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Report.Explained> explained = new ArrayList<>();
  private final List<Report.Ignored> ignored = new ArrayList<>();
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

  Outcome outcome(LiveState live, Context context) {
    problems.addAll(gaps.problems(live, context.table(), context.redactor()));
    boolean complete = judged.stream().noneMatch(one -> one.verdict() == Verdict.UNKNOWN);
    boolean sawAll =
        complete
            && live.coverage().stream().allMatch(KindCoverage::known)
            && problems.stream().noneMatch(p -> p.code().type() == Problem.Type.GAP);
    problems.addAll(decisions.notes(sawAll));
    return new Outcome(judged, findings, explained, ignored, problems, complete);
  }
}
