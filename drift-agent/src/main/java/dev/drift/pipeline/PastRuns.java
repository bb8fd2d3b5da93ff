package dev.drift.pipeline;

import dev.drift.act.record.ActJournal;
import dev.drift.act.record.FileRecords;
import dev.drift.act.record.Records;
import dev.drift.act.record.RunMemory;
import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Coverage;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.Problem;
import dev.drift.plan.Fights;
import dev.drift.plan.Past;
import dev.drift.world.Facts;
import dev.drift.world.Fight;
import dev.drift.world.Observation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What earlier runs did, as an observer of a run sees it: differences that come back however often
/// they were undone become findings.
final class PastRuns {
  /// The rule that speaks of fights.
  private static final String UNDONE = "DEL014";

  private PastRuns() {}

  /// What is kept of a cluster in files.
  ///
  /// @param record the folder of all clusters
  static Records records(Path record, Evaluation evaluation) {
    return new FileRecords(
        record.resolve("acts").resolve(evaluation.world().live().cluster().uid()));
  }

  static Past past(Evaluation evaluation, RunMemory memory, List<Past.PastAct> acts) {
    return new Past(
        memory.seen(),
        acts,
        memory.declared(evaluation.world().desired().onlyNamespaces()),
        Optional.empty());
  }

  /// The evaluation with its fights as findings.
  static Evaluation observed(
      Evaluation evaluation, Recheck recheck, ActDecisions decisions, Past past, Instant now) {
    List<Fight> fights =
        new Fights(past, now).in(evaluation, judgement -> decisions.of(judgement, evaluation));
    return fights.isEmpty()
        ? evaluation
        : recheck.with(
            evaluation, List.of(new Observation(Facts.ofFights(fights), List.of(), List.of())));
  }

  /// The same for a run that does not act. If the record cannot be read, the run says so.
  static Evaluation observed(
      Evaluation evaluation, Recheck recheck, Desired desired, Records records, Instant now) {
    try {
      RunMemory memory = RunMemory.read(records, desired.read());
      Past past = past(evaluation, memory, ActJournal.acts(records));
      ActDecisions decisions =
          new ActDecisions(
              desired.policies().actionPolicies(), Optional.empty(), memory.seen(), now);
      return observed(evaluation, recheck, decisions, past, now);
    } catch (DriftException e) {
      return unread(evaluation, recheck, e);
    }
  }

  /// A record that cannot be read hides no report.
  static Evaluation unread(Evaluation evaluation, Recheck recheck, DriftException e) {
    return recheck.with(evaluation, List.of(unread(e)));
  }

  private static Observation unread(DriftException e) {
    return new Observation(
        Facts.NONE,
        List.of(
            new Coverage.Entry(
                new Coverage.Subject.Rules(new TreeSet<>(Set.of(UNDONE))),
                KindCoverage.Status.FAILED,
                Set.of(Coverage.Need.POSTURE),
                0,
                "Skipped %s: the record of acts could not be read.".formatted(UNDONE))),
        e.problems().stream()
            .map(it -> Problem.of(Problem.Code.RECORD_NOT_READ, it.message()))
            .toList());
  }
}
