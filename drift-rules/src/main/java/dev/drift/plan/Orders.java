package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.evaluate.Judgement;
import dev.drift.model.ResourceId;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// What a plan may hold.
///
/// @param decide what policy, or who calls Drift, orders for a difference
/// @param actions those that are planned; what another one is ordered for is left alone
/// @param about the resources that the plan is about
public record Orders(
    Function<Judgement, ActionDecision> decide, Set<Action> actions, Predicate<ResourceId> about) {
  public Orders {
    requireNonNull(decide, "decide is null");
    actions = Set.copyOf(actions);
    requireNonNull(about, "about is null");
  }

  /// About all resources.
  public Orders(Function<Judgement, ActionDecision> decide, Set<Action> actions) {
    this(decide, actions, _ -> true);
  }
}
