package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.ResourceRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What was planned, and what became of it.
///
/// @param report of the cluster as it is after the acts
/// @param outcomes by the identity of the act; of those that were not approved there is none
/// @param channels those to which policy rules lead a finding, by its fingerprint; all channels get
///     what is not in it
/// @param settled what became of acts of a run that was stopped, and of fields that it left
public record ActReport(
    Report report,
    PlanView plan,
    Map<String, Outcome> outcomes,
    Map<String, Set<String>> channels,
    List<Settled> settled) {
  /// What was found out about one.
  public record Settled(ResourceRef resource, Outcome outcome) {}

  public ActReport {
    requireNonNull(report, "report is null");
    requireNonNull(plan, "plan is null");
    outcomes = Map.copyOf(outcomes);
    channels = Map.copyOf(channels);
    settled = List.copyOf(settled);
  }

  /// Of a plan that is only shown.
  public static ActReport of(Report report, PlanView plan) {
    return new ActReport(report, plan, Map.of(), Map.of(), List.of());
  }

  /// The same, and more problems.
  public ActReport and(List<Problem> more) {
    return new ActReport(report.and(more), plan, outcomes, channels, settled);
  }

  /// What was done about each finding, in a sentence, by its fingerprint.
  public Map<String, String> sentences() {
    Map<String, String> sentences = new HashMap<>();
    for (PlanView.ActView act : plan.acts()) {
      Optional<Outcome> outcome = outcome(act);
      for (PlanView.CauseView cause : act.causes()) {
        sentences.put(
            cause.finding().fingerprint(),
            outcome
                .map(it -> "%s: %s".formatted(it.kind().label(), it.sentence()))
                .orElse("waits for approval"));
      }
    }
    for (PlanView.LeftView one : plan.left()) {
      if (one.reason() != LeftAlone.Reason.POLICY) {
        sentences.put(one.cause().finding().fingerprint(), "left alone: " + one.sentence());
      }
    }
    return sentences;
  }

  /// The missing rights because of which acts were refused, each once.
  public List<MissingRight> missingRights() {
    List<Outcome> all = new ArrayList<>();
    plan.acts().forEach(act -> outcome(act).ifPresent(all::add));
    settled.forEach(one -> all.add(one.outcome()));
    return MissingRight.of(all);
  }

  public Optional<Outcome> outcome(PlanView.ActView act) {
    return Optional.ofNullable(outcomes.get(act.id()));
  }
}
