package dev.drift.pipeline;

import dev.drift.act.record.ActJournal;
import dev.drift.act.revert.RestartTime;
import dev.drift.evaluate.Evaluation;
import dev.drift.model.ResourceRef;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds out what became of acts in whose middle a run was stopped, as far as the cluster shows it,
/// and records it.
final class StoppedActs {
  private StoppedActs() {}

  static List<ActReport.Settled> settle(
      Evaluation evaluation, ActJournal journal, InstantSource clock) {
    Set<String> differing = evaluation.fingerprints();
    List<ActReport.Settled> settled = new ArrayList<>();
    for (ActJournal.Open open : journal.open()) {
      Outcome outcome = outcome(open, differing, evaluation);
      journal.end(open.id(), clock.instant(), outcome);
      settled.add(new ActReport.Settled(open.resource(), outcome));
    }
    return settled;
  }

  private static Outcome outcome(
      ActJournal.Open open, Set<String> differing, Evaluation evaluation) {
    if (open.verb() == PlanView.Verb.RESTART) {
      return restart(open, evaluation);
    }
    if (open.fingerprints().stream().noneMatch(differing::contains)) {
      return new Outcome(
          Outcome.Kind.DONE, "the run was stopped in the middle; the difference is gone");
    }
    if (open.verb() == PlanView.Verb.ADOPT) {
      return new Outcome(
          Outcome.Kind.UNKNOWN,
          "the run was stopped in the middle; what it pushed is found when the object is adopted"
              + " again");
    }
    Optional<String> version =
        Optional.ofNullable(evaluation.world().live().resources().get(open.resource().id()))
            .flatMap(it -> it.metadata().text("resourceVersion"));
    return version.equals(open.version())
        ? new Outcome(
            Outcome.Kind.NOT_DONE, "the run was stopped in the middle; the object is unchanged")
        : new Outcome(
            Outcome.Kind.UNKNOWN,
            "the run was stopped in the middle; the object has changed since, and still differs");
  }

  /// What it reads no longer differs, whether it was restarted or not.
  private static Outcome restart(ActJournal.Open open, Evaluation evaluation) {
    return Optional.ofNullable(evaluation.world().live().resources().get(open.resource().id()))
            .filter(it -> RestartTime.isSince(it, open.at()))
            .isPresent()
        ? new Outcome(Outcome.Kind.DONE, "the run was stopped in the middle; it was restarted")
        : new Outcome(
            Outcome.Kind.NOT_DONE, "the run was stopped in the middle; it was not restarted");
  }

  /// Fields that a stopped run had left with Drift.
  ///
  /// @param why they still are; empty if they are not
  static ActReport.Settled handedOver(ResourceRef resource, Optional<String> why) {
    return new ActReport.Settled(
        resource,
        why.map(
                it ->
                    new Outcome(
                        Outcome.Kind.UNKNOWN, "Drift still owns fields of the object: " + it))
            .orElseGet(
                () ->
                    new Outcome(
                        Outcome.Kind.DONE,
                        "fields that a stopped run had left with Drift were handed to the"
                            + " deployer")));
  }
}
