package dev.drift.act.record;

import dev.drift.model.ResourceRef;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// A workload that was to be restarted because configuration was put back, and of which no restart
/// is on record: the run was stopped, or the restart could not be sent.
///
/// @param since when the configuration was put back
/// @param rule of the policy that ordered it
/// @param sources the configuration
/// @param fingerprints of the differences that were undone
public record OwedRestart(
    ResourceRef workload,
    Instant since,
    String rule,
    Set<ResourceRef> sources,
    Set<String> fingerprints) {
  private static final Set<Outcome.Kind> PUT_BACK = Set.of(Outcome.Kind.DONE, Outcome.Kind.UNKNOWN);

  /// After these, nobody tries again: it was restarted, or it was said that it is not.
  private static final Set<Outcome.Kind> SETTLED =
      Set.of(Outcome.Kind.DONE, Outcome.Kind.ALREADY_DONE, Outcome.Kind.REFUSED);

  public OwedRestart {
    sources = Set.copyOf(sources);
    fingerprints = Set.copyOf(fingerprints);
  }

  /// What is owed after one more act has ended.
  ///
  /// @param owed by the workload
  static void after(Begun ended, Map<ResourceRef, OwedRestart> owed) {
    if (ended.verb() == PlanView.Verb.RESTART) {
      if (SETTLED.contains(ended.kind())) {
        owed.remove(ended.resource());
      }
    } else if (PUT_BACK.contains(ended.kind())) {
      for (ResourceRef workload : ended.restarts()) {
        owed.merge(
            workload,
            new OwedRestart(
                workload, ended.at(), ended.rule(), Set.of(ended.resource()), ended.fingerprints()),
            OwedRestart::and);
      }
    }
  }

  /// Both by one restart, after the later one.
  private OwedRestart and(OwedRestart later) {
    Set<ResourceRef> allSources = new HashSet<>(sources);
    allSources.addAll(later.sources);
    Set<String> all = new HashSet<>(fingerprints);
    all.addAll(later.fingerprints);
    return new OwedRestart(workload, later.since, later.rule, allSources, all);
  }
}
