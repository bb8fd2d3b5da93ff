package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.evaluate.Judgement;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import java.util.Set;
import java.util.function.Function;

/// What a plan may hold.
///
/// @param decide what policy, or who calls Drift, orders for a difference
/// @param actions those that are planned; what another one is ordered for is left alone
public record Orders(Function<Judgement, ActionDecision> decide, Set<Action> actions) {
  public Orders {
    requireNonNull(decide, "decide is null");
    actions = Set.copyOf(actions);
  }
}
