package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceId;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.action.Seen;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What is remembered of earlier runs.
///
/// @param seen how often each finding was seen, by its fingerprint
/// @param acts all that are on record, in the order in which they were begun
/// @param declared how many resources the sources declared in the last complete run; empty if
///     there was none
/// @param run when the present run began, if it has acted before; empty if this is its first plan
public record Past(
    Map<String, Seen> seen, List<PastAct> acts, OptionalInt declared, Optional<Instant> run) {
  /// Nothing.
  public static final Past NOTHING =
      new Past(Map.of(), List.of(), OptionalInt.empty(), Optional.empty());

  /// An act that was begun.
  ///
  /// @param verb what it was
  /// @param resource on which; Flux's or Argo CD's object if it was asked
  /// @param causes the findings that caused it, by their fingerprints
  /// @param rule of a policy; empty if a person ordered it
  /// @param outcome [Outcome.Kind#UNKNOWN] if none is recorded
  public record PastAct(
      Instant at,
      PlanView.Verb verb,
      ResourceId resource,
      Map<String, PastCause> causes,
      String rule,
      Outcome.Kind outcome) {
    public PastAct {
      causes = Map.copyOf(causes);
    }

    /// @param fingerprint of one of its causes
    PastCause cause(String fingerprint) {
      return requireNonNull(causes.get(fingerprint), "it is not a cause");
    }

    boolean changed() {
      return outcome.changed();
    }
  }

  /// Why an act was begun.
  ///
  /// @param opponent who had made the difference; empty if nobody can be named
  /// @param since when it was first seen after it had been gone, or at all
  public record PastCause(String opponent, Instant since) {}

  /// How the record of acts names a rule.
  public static String name(ActionRule rule) {
    return rule.policy() + ", " + rule.name();
  }

  public Past {
    seen = Map.copyOf(seen);
    acts = List.copyOf(acts);
  }

  /// For a run that has acted before.
  public Past since(Instant began) {
    return new Past(seen, acts, declared, Optional.of(began));
  }

  public Optional<Seen> seen(String fingerprint) {
    return Optional.ofNullable(seen.get(fingerprint));
  }

  /// How many acts of a rule the present run has done before.
  int ofRun(String rule) {
    return run.map(began -> ofRule(rule, began)).orElse(0);
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
