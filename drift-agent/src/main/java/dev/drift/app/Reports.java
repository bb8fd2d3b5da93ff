package dev.drift.app;

import dev.drift.finding.Report;
import dev.drift.model.GroupKind;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Verdict;
import dev.drift.verdict.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Puts the report of a run together.
final class Reports {
  private Reports() {}

  static Report finished(
      Instant startedAt,
      Desired desired,
      DriftCheck.Compared compared,
      BranchesOfSource branches,
      Audit audit) {
    Outcome outcome = compared.outcome();
    List<KindCoverage> kinds = looked(compared);
    List<Problem> problems = new ArrayList<>(desired.rendered().problems());
    problems.addAll(compared.desired().problems());
    problems.addAll(compared.dryRuns().problems());
    problems.addAll(outcome.problems());
    problems.addAll(branches.problems());
    problems.addAll(audit.problems());
    List<Report.ObserverCoverage> observers = new ArrayList<>(branches.observers());
    observers.addAll(audit.observers());
    boolean complete =
        outcome.complete()
            && kinds.stream().allMatch(KindCoverage::known)
            && outcome.resources().stream().noneMatch(r -> r.verdict() == Verdict.UNKNOWN);
    return new Report(
        run(startedAt),
        List.of(desired.source()),
        Optional.of(compared.live().cluster()),
        new Report.Coverage(complete, kinds, observers),
        outcome.resources(),
        outcome.findings(),
        outcome.explained(),
        outcome.ignored(),
        desired.rendered().skipped(),
        problems);
  }

  /// A run that ended before the cluster was read: nothing is known of any resource.
  static Report failed(Instant startedAt, Desired desired, List<Problem> reasons) {
    List<Problem> problems = new ArrayList<>(desired.rendered().problems());
    problems.addAll(desired.policies().problems());
    problems.addAll(reasons);
    return new Report(
        run(startedAt),
        List.of(desired.source()),
        Optional.empty(),
        new Report.Coverage(false, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        desired.rendered().skipped(),
        problems);
  }

  /// A snapshot may hold more than this run has to do with.
  private static List<KindCoverage> looked(DriftCheck.Compared compared) {
    Set<GroupKind> looked = TrackedKinds.with(compared.desired().kinds());
    return compared.live().coverage().stream()
        .filter(kind -> looked.contains(kind.groupKind()))
        .toList();
  }

  private static Report.Run run(Instant startedAt) {
    return new Report.Run(
        UUID.randomUUID().toString(), startedAt, Instant.now(), BuildInfo.get().version());
  }
}
