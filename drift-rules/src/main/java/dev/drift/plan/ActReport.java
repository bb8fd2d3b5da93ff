package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Report;
import dev.drift.model.ResourceRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was planned, and what became of it.
///
/// @param report of the cluster as it is after the acts
/// @param outcomes by the identity of the act; of those that were not approved there is none
/// @param settled what became of acts of a run that was stopped, and of fields that it left
public record ActReport(
    Report report, PlanView plan, Map<String, Outcome> outcomes, List<Settled> settled) {
  /// What was found out about one.
  public record Settled(ResourceRef resource, Outcome outcome) {}

  public ActReport {
    requireNonNull(report, "report is null");
    requireNonNull(plan, "plan is null");
    outcomes = Map.copyOf(outcomes);
    settled = List.copyOf(settled);
  }

  public Optional<Outcome> outcome(PlanView.ActView act) {
    return Optional.ofNullable(outcomes.get(act.id()));
  }
}
