package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.model.ResourceId;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Decides what is to be done about findings. The first rule that matches decides, in the order of
/// the files and within each file.
///
/// @param freezes all apply, whichever file they stand in
public record ActionPolicies(List<ActionRule> rules, List<Freeze> freezes) {
  public ActionPolicies {
    rules = List.copyOf(rules);
    freezes = List.copyOf(freezes);
  }

  /// @param seen what earlier runs recorded of the finding; empty if none found it
  public ActionDecision decide(ActionSubject subject, Instant now, Optional<Seen> seen) {
    return switch (trace(subject, now, seen).outcome()) {
      case ActionTrace.Outcome.Decided(ActionDecision decision) -> decision;
      case ActionTrace.Outcome.NotKnown(ActionRule rule, String why) -> failed(rule, why);
    };
  }

  /// The decision, and why the rules before it did not match.
  public ActionTrace trace(ActionSubject subject, Instant now, Optional<Seen> seen) {
    requireNonNull(now, "now is null");
    List<ActionTrace.Passed> passed = new ArrayList<>();
    for (ActionRule rule : rules) {
      if (rule.action().changesSomething() && subject.finding() instanceof Finding.Posture) {
        passed.add(
            new ActionTrace.Passed(
                rule,
                "%s: a posture finding is not a difference from Git"
                    .formatted(rule.action().label())));
        continue;
      }
      Optional<Mismatch> mismatch = rule.match().mismatch(subject);
      if (mismatch.isPresent()) {
        if (!subject.knows(mismatch.get().needs())) {
          return notKnown(passed, rule, mismatch.get().criterion());
        }
        passed.add(new ActionTrace.Passed(rule, mismatch.get().sentence()));
        continue;
      }
      if (rule.when().filter(Condition::readsObjects).isPresent()
          && !subject.knows(ActionSubject.Known.OBJECTS)) {
        return notKnown(passed, rule, "when");
      }
      switch (holds(rule, subject, now)) {
        case Condition.Answer.Known.HOLDS -> {
          return decided(passed, decision(rule, subject, now, seen));
        }
        case Condition.Answer.Known.DOES_NOT_HOLD ->
            passed.add(new ActionTrace.Passed(rule, "when: the condition does not hold"));
        case Condition.Answer.Failed(String reason) -> {
          return decided(passed, failed(rule, reason));
        }
      }
    }
    return decided(passed, ActionDecision.UNDECIDED);
  }

  private static ActionTrace decided(List<ActionTrace.Passed> passed, ActionDecision decision) {
    return new ActionTrace(passed, new ActionTrace.Outcome.Decided(decision));
  }

  private static ActionTrace notKnown(
      List<ActionTrace.Passed> passed, ActionRule rule, String criterion) {
    return new ActionTrace(
        passed,
        new ActionTrace.Outcome.NotKnown(rule, criterion + " depends on the objects themselves"));
  }

  private static Condition.Answer holds(ActionRule rule, ActionSubject subject, Instant now) {
    return rule.when()
        .map(condition -> condition.of(subject.facts(condition, now)))
        .orElse(Condition.Answer.Known.HOLDS);
  }

  /// No later rule may act instead: whether this one speaks of the finding is not known.
  private static ActionDecision failed(ActionRule rule, String reason) {
    return new ActionDecision(
        rule.action().changesSomething() ? rule.action() : Action.REPORT,
        Optional.of(rule),
        List.of(new Hold.ConditionFailed(reason)));
  }

  private ActionDecision decision(
      ActionRule rule, ActionSubject subject, Instant now, Optional<Seen> seen) {
    List<Hold> holds = new ArrayList<>(times(rule, subject.finding().resource().id(), now));
    rule.persistence().hold(now, seen).ifPresent(holds::add);
    if (rule.needsApproval()) {
      holds.add(new Hold.NeedsApproval());
    }
    return new ActionDecision(rule.action(), Optional.of(rule), holds);
  }

  /// Why it is not the time to act on a resource.
  public List<Hold> times(ActionRule rule, ResourceId resource, Instant now) {
    List<Hold> holds = new ArrayList<>();
    if (rule.action().changesSomething()) {
      freezes.stream()
          .filter(freeze -> freeze.concerns(resource, now))
          .max(Comparator.comparing(Freeze::until))
          .map(Hold.Frozen::new)
          .ifPresent(holds::add);
    }
    if (!rule.windows().isEmpty() && rule.windows().stream().noneMatch(one -> one.isOpen(now))) {
      holds.add(new Hold.OutsideWindow(next(rule, now)));
    }
    return holds;
  }

  private static Optional<ZonedDateTime> next(ActionRule rule, Instant now) {
    return rule.windows().stream()
        .flatMap(window -> window.nextStart(now).stream())
        .min(Comparator.comparing(ZonedDateTime::toInstant));
  }
}
