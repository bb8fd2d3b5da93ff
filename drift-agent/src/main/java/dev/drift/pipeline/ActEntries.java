package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.act.record.ActJournal;
import dev.drift.act.revert.Journal;
import dev.drift.plan.Act;
import dev.drift.plan.Opponent;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import dev.drift.plan.Plan;
import dev.drift.plan.PlanView;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Writes what a run does into the journal.
final class ActEntries implements Journal {
  private final ActJournal journal;
  private final String run;
  private final IdentityHashMap<Act, PlanView.ActView> shown = new IdentityHashMap<>();
  private final InstantSource clock;

  /// @param view of the plan
  ActEntries(ActJournal journal, String run, Plan plan, PlanView view, InstantSource clock) {
    this.journal = journal;
    this.run = run;
    this.clock = clock;
    for (int i = 0; i < plan.acts().size(); i++) {
      shown.put(plan.acts().get(i), view.acts().get(i));
    }
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
    return journal.begin(
        run,
        clock.instant(),
        view(act),
        version,
        rule,
        Opponent.of(act.causes().getFirst().finding().attribution()));
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
