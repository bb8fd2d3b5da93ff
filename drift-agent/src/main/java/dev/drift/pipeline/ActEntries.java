package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.act.record.ActJournal;
import dev.drift.act.revert.Journal;
import dev.drift.model.ResourceRef;
import dev.drift.plan.Act;
import dev.drift.plan.Cause;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.Plan;
import dev.drift.plan.PlanView;
import dev.drift.policy.action.Seen;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Writes what a run does into the journal.
final class ActEntries implements Journal {
  private final ActJournal journal;
  private final String run;
  private final IdentityHashMap<Act, PlanView.ActView> shown = new IdentityHashMap<>();
  private final Map<String, Seen> seen;
  private final List<Act> approved;
  private final InstantSource clock;

  /// @param view of the plan
  /// @param seen how often each finding was seen before, by its fingerprint
  /// @param approval of acts of the plan
  ActEntries(
      ActJournal journal,
      String run,
      Plan plan,
      PlanView view,
      Map<String, Seen> seen,
      BiPredicate<Act, PlanView.ActView> approval,
      InstantSource clock) {
    this.journal = journal;
    this.run = run;
    this.seen = Map.copyOf(seen);
    this.clock = clock;
    for (int i = 0; i < plan.acts().size(); i++) {
      shown.put(plan.acts().get(i), view.acts().get(i));
    }
    this.approved = plan.acts().stream().filter(act -> approval.test(act, view(act))).toList();
  }

  /// In their order.
  List<Act> approved() {
    return approved;
  }

  /// What may be written down of an act of the plan.
  PlanView.ActView view(Act act) {
    return requireNonNull(shown.get(act), "the act is not of the plan");
  }

  @Override
  public String begin(Act act, Optional<String> version) {
    String rule =
        act.causes().stream()
            .flatMap(it -> it.decision().rule().stream())
            .map(Past::name)
            .findFirst()
            .orElse("");
    Instant now = clock.instant();
    Map<String, Instant> since = new HashMap<>();
    for (Cause cause : act.causes()) {
      String fingerprint = cause.finding().fingerprint();
      Seen before = seen.get(fingerprint);
      since.put(fingerprint, before == null ? now : before.since());
    }
    return journal.begin(run, now, view(act), version, rule, since, restarts(act));
  }

  /// Those of the plan that this act is the reason for.
  private List<ResourceRef> restarts(Act act) {
    return approved.stream()
        .filter(it -> it instanceof Act.Restart one && one.sources().contains(act.resource()))
        .map(Act::resource)
        .toList();
  }

  @Override
  public void sending(String id) {
    journal.sending(id);
  }

  /// Writes nothing about an act that only finds again what an earlier run has done.
  ///
  /// @param doing is given what to call before it changes something
  Outcome recorded(Act act, Function<Runnable, Outcome> doing) {
    List<String> begun = new ArrayList<>();
    Runnable begin =
        () -> {
          if (begun.isEmpty()) {
            begun.add(begin(act, Optional.empty()));
          }
        };
    Outcome outcome = doing.apply(begin);
    if (outcome.kind() != Outcome.Kind.ALREADY_DONE) {
      begin.run();
    }
    begun.forEach(id -> end(id, outcome));
    return outcome;
  }

  @Override
  public void end(String id, Outcome outcome) {
    journal.end(id, clock.instant(), outcome);
  }
}
