package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/// What policies decide about a finding.
///
/// @param action what is to be done. A rule whose condition failed acts on nothing and keeps silent
///     about nothing: its [Action#NONE] becomes [Action#REPORT], and an act is held
/// @param rule the rule that decides; empty if none matches, which means [Action#REPORT]
/// @param holds why it has to wait, or what is wrong
public record ActionDecision(Action action, Optional<ActionRule> rule, List<Hold> holds) {
  static final ActionDecision UNDECIDED =
      new ActionDecision(Action.REPORT, Optional.empty(), List.of());

  public ActionDecision {
    requireNonNull(action, "action is null");
    requireNonNull(rule, "rule is null");
    holds = List.copyOf(holds);
  }

  /// Whether something may be changed now.
  public boolean mayAct() {
    return action.changesSomething() && holds.isEmpty();
  }

  /// Whether the channels are to be told now. A failed condition is no reason to keep silent.
  public boolean mayReport() {
    return action == Action.REPORT
        && holds.stream().allMatch(Hold.ConditionFailed.class::isInstance);
  }
}
