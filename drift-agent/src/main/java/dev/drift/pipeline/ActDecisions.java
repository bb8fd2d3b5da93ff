package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Judgement;
import dev.drift.model.DesiredResource;
import dev.drift.model.ResourceRef;
import dev.drift.policy.action.Action;
import dev.drift.policy.action.ActionDecision;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.ActionSubject;
import dev.drift.policy.action.Seen;
import dev.drift.policy.match.PolicySubject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What policies order for the findings of a run. Each finding is decided once: a condition may
/// take long.
final class ActDecisions {
  private final ActionPolicies policies;
  private final Optional<Action> wish;
  private final Map<String, Seen> seen;
  private final Instant now;
  private final Map<String, ActionDecision> decided = new HashMap<>();

  /// @param wish what is done if no rule decides; empty for a report
  /// @param seen how often each finding was seen before, by its fingerprint
  ActDecisions(
      ActionPolicies policies, Optional<Action> wish, Map<String, Seen> seen, Instant now) {
    this.policies = policies;
    this.wish = wish;
    this.seen = seen;
    this.now = now;
  }

  ActionDecision of(Judgement judgement, Evaluation evaluation) {
    return decided.computeIfAbsent(
        judgement.finding().fingerprint(), _ -> decide(judgement, evaluation));
  }

  /// A rule decides, or else who calls the command.
  private ActionDecision decide(Judgement judgement, Evaluation evaluation) {
    ActionDecision decision =
        policies.decide(
            ActionSubject.of(
                subject(judgement, evaluation),
                judgement.difference(),
                judgement.finding(),
                evaluation.world().redactor()),
            now,
            Optional.ofNullable(seen.get(judgement.finding().fingerprint())));
    return decision.rule().isEmpty() && wish.isPresent()
        ? new ActionDecision(wish.get(), Optional.empty(), List.of())
        : decision;
  }

  private static PolicySubject subject(Judgement judgement, Evaluation evaluation) {
    ResourceRef resource = judgement.finding().resource();
    DesiredResource declared = evaluation.world().declared().get(resource.id());
    return declared == null
        ? judgement
            .live()
            .map(PolicySubject::undeclared)
            .orElseGet(() -> PolicySubject.named(resource))
        : PolicySubject.declared(declared, declared.content(), judgement.live());
  }

  /// To which channels rules lead findings, by their fingerprints: to none what is only reported.
  Map<String, Set<String>> channels(Evaluation evaluation) {
    Map<String, Set<String>> channels = new HashMap<>();
    if (policies.rules().stream().noneMatch(ActDecisions::leads)) {
      return channels;
    }
    evaluation
        .judgements()
        .filter(Judgement::reported)
        .forEach(
            judgement ->
                of(judgement, evaluation)
                    .rule()
                    .filter(ActDecisions::leads)
                    .ifPresent(
                        rule ->
                            channels.put(
                                judgement.finding().fingerprint(),
                                rule.action() == Action.NONE
                                    ? Set.of()
                                    : Set.copyOf(rule.channels()))));
    return channels;
  }

  private static boolean leads(ActionRule rule) {
    return rule.action() == Action.NONE || !rule.channels().isEmpty();
  }
}
