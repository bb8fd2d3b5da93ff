package dev.drift.policy.cases;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.drift.model.origin.Place;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.ActionTrace;
import dev.drift.policy.action.Hold;
import dev.drift.policy.action.Seen;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a policy has to decide about one finding.
///
/// @param name what the case is about
/// @param at the present time
/// @param seen what earlier runs found
/// @param place where it is written
public record PolicyCase(
    String name,
    DescribedFinding finding,
    Instant at,
    Optional<Seen> seen,
    Expected expected,
    Place place) {
  /// @param rule name of the deciding rule; empty if none is to match
  /// @param holds their labels
  public record Expected(Action action, Optional<String> rule, Set<String> holds) {
    public Expected {
      requireNonNull(action, "action is null");
      requireNonNull(rule, "rule is null");
      holds = Set.copyOf(holds);
    }

    private String sentence() {
      return "%s by %s%s"
          .formatted(
              action.label(),
              rule.map("action %s"::formatted).orElse("no action"),
              holds.isEmpty() ? "" : ", held: " + String.join(", ", new TreeSet<>(holds)));
    }
  }

  /// How a case went.
  public sealed interface Result {
    /// @param rule which decided
    record Passed(Optional<ActionRule> rule) implements Result {}

    /// @param expected a clause
    /// @param got a clause
    record Failed(String expected, String got) implements Result {}
  }

  public PolicyCase {
    requireNonNull(name, "name is null");
    requireNonNull(finding, "finding is null");
    requireNonNull(at, "at is null");
    requireNonNull(seen, "seen is null");
    requireNonNull(expected, "expected is null");
    requireNonNull(place, "place is null");
  }

  public Result run(ActionPolicies policies) {
    return switch (policies.trace(finding.subject(), at, seen).outcome()) {
      case ActionTrace.Outcome.Decided(ActionDecision decision) -> compared(decision);
      case ActionTrace.Outcome.NotKnown(ActionRule rule, String why) ->
          new Result.Failed(
              expected.sentence(),
              "not known: whether action %s (%s) matches depends on %s; add git or cluster"
                      .formatted(rule.name(), rule.at(), why)
                  + " to the case");
    };
  }

  private Result compared(ActionDecision decision) {
    Expected got =
        new Expected(
            decision.action(),
            decision.rule().map(ActionRule::name),
            Set.copyOf(decision.holds().stream().map(Hold::label).toList()));
    if (got.equals(expected)) {
      return new Result.Passed(decision.rule());
    }
    String rule =
        decision
            .rule()
            .map(one -> "action %s (%s)".formatted(one.name(), one.at()))
            .orElse("no action");
    String held =
        decision.holds().isEmpty()
            ? ""
            : decision.holds().stream()
                .map(hold -> "%s (%s)".formatted(hold.label(), hold.sentence()))
                .collect(joining(", ", ", held: ", ""));
    return new Result.Failed(
        expected.sentence(), "%s by %s%s".formatted(decision.action().label(), rule, held));
  }
}
