package dev.drift.plan;

import dev.drift.model.ResourceId;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What is remembered of earlier runs.
///
/// @param seen how often each finding was seen, by its fingerprint
/// @param acts of at least the last day, in the order in which they were begun
/// @param declared how many resources the sources declared in the last complete run; empty if
///     there was none
public record Past(Map<String, Seen> seen, List<PastAct> acts, OptionalInt declared) {
  /// Nothing.
  public static final Past NOTHING = new Past(Map.of(), List.of(), OptionalInt.empty());

  /// For so long an act is remembered as an attempt: what was put back and stayed for a day was a
  /// success.
  public static final Duration MEMORY = Duration.ofHours(24);

  /// An act that was begun.
  ///
  /// @param verb what it was
  /// @param fingerprints of the findings that caused it
  /// @param rule of a policy; empty if a person ordered it
  /// @param opponent who had made the differences; empty if nobody can be named
  /// @param changed whether it changed something, or may have
  public record PastAct(
      Instant at,
      PlanView.Verb verb,
      ResourceId resource,
      Set<String> fingerprints,
      String rule,
      String opponent,
      boolean changed) {
    public PastAct {
      fingerprints = Set.copyOf(fingerprints);
    }
  }

  /// How the record of acts names a rule.
  public static String name(ActionRule rule) {
    return rule.policy() + ", " + rule.name();
  }

  public Past {
    seen = Map.copyOf(seen);
    acts = List.copyOf(acts);
  }

  public Optional<Seen> seen(String fingerprint) {
    return Optional.ofNullable(seen.get(fingerprint));
  }

  /// How often the difference was undone within the memory, each time made by this opponent.
  int attempts(String fingerprint, String opponent, Instant now) {
    return (int)
        acts.stream()
            .filter(act -> act.changed() && act.at().isAfter(now.minus(MEMORY)))
            .filter(act -> act.verb() != PlanView.Verb.ADOPT)
            .filter(act -> act.fingerprints().contains(fingerprint))
            .filter(act -> act.opponent().equals(opponent))
            .count();
  }

  int ofRule(String rule, Instant since) {
    return (int)
        acts.stream()
            .filter(act -> act.changed() && act.rule().equals(rule) && act.at().isAfter(since))
            .count();
  }

  int ofObject(ResourceId resource, Instant since) {
    return (int)
        acts.stream()
            .filter(
                act -> act.changed() && act.resource().equals(resource) && act.at().isAfter(since))
            .count();
  }
}
