package dev.drift.app;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.verdict.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Puts the report of a run together.
final class Reports {
  private Reports() {}

  static Report finished(
      Instant startedAt,
      Desired desired,
      DriftCheck.Compared compared,
      List<BranchesOfSource> branches,
      Audit audit) {
    Outcome outcome = compared.outcome();
    List<Problem> problems = new ArrayList<>(desired.problems());
    problems.addAll(compared.desired().problems());
    problems.addAll(compared.dryRuns().problems());
    problems.addAll(outcome.problems());
    branches.forEach(one -> problems.addAll(one.problems()));
    problems.addAll(audit.problems());
    List<Coverage.Entry> observers = new ArrayList<>();
    branches.forEach(one -> observers.addAll(one.observers()));
    observers.addAll(audit.observers());
    return new Report(
        run(startedAt),
        desired.read(),
        Optional.of(compared.live().cluster()),
        outcome.coverage().and(observers),
        outcome.resources(),
        outcome.findings(),
        outcome.explained(),
        outcome.ignored(),
        outcome.ownedElsewhere(),
        outcome.outOfScope(),
        desired.skipped(),
        problems);
  }

  /// A run that ended before the cluster was read: nothing is known of any resource.
  static Report failed(Instant startedAt, Desired desired, List<Problem> reasons) {
    List<Problem> problems = new ArrayList<>(desired.problems());
    problems.addAll(desired.policies().problems());
    problems.addAll(reasons);
    return new Report(
        run(startedAt),
        desired.read(),
        Optional.empty(),
        new Coverage(
            List.of(
                new Coverage.Entry(
                    new Coverage.Subject.Resources(),
                    KindCoverage.Status.FAILED,
                    Set.of(Coverage.Need.DRIFT),
                    0,
                    "The cluster was not read."))),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        new TreeMap<>(),
        desired.skipped(),
        problems);
  }

  private static Report.Run run(Instant startedAt) {
    return new Report.Run(
        UUID.randomUUID().toString(), startedAt, Instant.now(), BuildInfo.get().version());
  }
}
