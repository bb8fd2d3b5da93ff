package dev.drift.pipeline;

import static java.util.stream.Collectors.joining;

import dev.drift.act.record.ActJournal;
import dev.drift.act.record.OwedRestart;
import dev.drift.act.revert.Journal;
import dev.drift.act.revert.RestartTime;
import dev.drift.act.revert.Reverter;
import dev.drift.evaluate.Evaluation;
import dev.drift.kubernetes.write.ObjectWriter;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.plan.Act;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.PlanViews;
import dev.drift.plan.Proof;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Hold;
import dev.drift.policy.action.Permit;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes up for restarts that are owed: configuration was put back, and the run was stopped, or cut
/// off, before who reads it was restarted. Nothing differs any more, so no plan would have them.
final class OwedRestarts {
  private final ActJournal journal;
  private final String run;
  private final ActionPolicies policies;
  private final boolean isAllowed;
  private final ObjectWriter writer;
  private final Function<ResourceRef, Optional<ApiKind>> kinds;
  private final InstantSource clock;

  /// @param isAllowed whether this run may do more than a saved plan holds
  /// @param kinds at which version the cluster serves a resource
  OwedRestarts(
      ActJournal journal,
      String run,
      ActionPolicies policies,
      boolean isAllowed,
      ObjectWriter writer,
      Function<ResourceRef, Optional<ApiKind>> kinds,
      InstantSource clock) {
    this.journal = journal;
    this.run = run;
    this.policies = policies;
    this.isAllowed = isAllowed;
    this.writer = writer;
    this.kinds = kinds;
    this.clock = clock;
  }

  /// @param evaluation after the acts of this run
  /// @param done the acts of this run; what it tried to restart waits for the next one
  List<ActReport.Settled> carryOut(Evaluation evaluation, Collection<Act> done) {
    Set<ResourceRef> tried =
        done.stream()
            .filter(Act.Restart.class::isInstance)
            .map(Act::resource)
            .collect(Collectors.toSet());
    Set<String> differing = evaluation.fingerprints();
    List<ActReport.Settled> settled = new ArrayList<>();
    for (OwedRestart owed : journal.owed()) {
      // While it differs again, a restart would read what is not Git's.
      if (!tried.contains(owed.workload())
          && owed.fingerprints().stream().noneMatch(differing::contains)) {
        Optional.ofNullable(evaluation.world().live().resources().get(owed.workload().id()))
            .map(live -> carryOut(owed, live, evaluation))
            .or(() -> unread(owed, evaluation))
            .ifPresent(it -> settled.add(new ActReport.Settled(owed.workload(), it)));
      }
    }
    return settled;
  }

  /// A workload that is gone needs no restart, and one that is created again has had it.
  private static Optional<Outcome> unread(OwedRestart owed, Evaluation evaluation) {
    return evaluation.world().wasRead(owed.workload().id().groupKind())
        ? Optional.empty()
        : Optional.of(
            new Outcome(Outcome.Kind.NOT_DONE, why(owed) + "; this run could not read it"));
  }

  private Outcome carryOut(OwedRestart owed, LiveResource live, Evaluation evaluation) {
    Act.Restart act = new Act.Restart(live, List.copyOf(owed.sources()), List.of());
    Entries entries = new Entries(owed, new PlanViews(evaluation.world().redactor()));
    if (isRestarted(live, owed.since())) {
      return entries.settle(
          act, Outcome.Kind.ALREADY_DONE, "it has been restarted since what it reads was put back");
    }
    Optional<ActionRule> rule =
        policies.rules().stream()
            .filter(it -> Past.name(it).equals(owed.rule()) && it.allows(Permit.RESTART))
            .findFirst();
    if (rule.isEmpty()) {
      ResourceId id = owed.workload().id();
      return entries.settle(
          act,
          Outcome.Kind.REFUSED,
          "%s; no policy rule allows that any more, so restart it by hand: kubectl rollout restart %s/%s -n %s"
              .formatted(why(owed), id.kind().toLowerCase(Locale.ROOT), id.name(), id.namespace()));
    }
    Optional<String> wait =
        isAllowed
            ? policies.times(rule.get(), owed.workload().id(), clock.instant()).stream()
                .map(Hold::sentence)
                .findFirst()
            : Optional.of("this run does only what its saved plan holds");
    return wait.map(it -> new Outcome(Outcome.Kind.NOT_DONE, why(owed) + "; it waits: " + it))
        .orElseGet(
            () -> new Reverter(writer, kinds, new Proof(evaluation), entries, clock).carryOut(act));
  }

  private static boolean isRestarted(LiveResource workload, Instant since) {
    return RestartTime.isSince(workload, since)
        || workload.created().filter(at -> at.isAfter(since)).isPresent();
  }

  private static String why(OwedRestart owed) {
    return "an earlier run put back %s, which it reads, and did not get to restart it"
        .formatted(
            owed.sources().stream().map(ResourceRef::toString).sorted().collect(joining(", ")));
  }

  /// Writes what becomes of one into the journal.
  private final class Entries implements Journal {
    private final OwedRestart owed;
    private final PlanViews views;

    Entries(OwedRestart owed, PlanViews views) {
      this.owed = owed;
      this.views = views;
    }

    Outcome settle(Act act, Outcome.Kind kind, String sentence) {
      Outcome outcome = new Outcome(kind, sentence);
      end(begin(act, Optional.empty()), outcome);
      return outcome;
    }

    @Override
    public String begin(Act act, Optional<String> version) {
      return journal.begin(
          run, clock.instant(), views.of(act), version, owed.rule(), Map.of(), List.of());
    }

    @Override
    public void sending(String id) {
      journal.sending(id);
    }

    @Override
    public void end(String id, Outcome outcome) {
      journal.end(id, clock.instant(), outcome);
    }
  }
}
