package dev.drift.plan;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Finding;
import dev.drift.model.Difference;
import dev.drift.policy.action.ActionDecision;

/// Why something is done: a difference, what it means, and what policy orders.
public record Cause(Finding.Drift finding, Difference difference, ActionDecision decision) {
  public Cause {
    requireNonNull(finding, "finding is null");
    requireNonNull(difference, "difference is null");
    requireNonNull(decision, "decision is null");
  }

  /// Such as `lakehouse, by-hand (policies/lakehouse.yaml:12)`, or that nobody ordered it.
  public String authority() {
    return decision
        .rule()
        .map(rule -> "%s (%s)".formatted(Past.name(rule), rule.at()))
        .orElse("no policy decides; a person has to approve it");
  }

  public boolean needsApproval() {
    return decision.rule().map(rule -> rule.needsApproval()).orElse(true);
  }
}
