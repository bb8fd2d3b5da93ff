package dev.drift.pipeline;

import static java.util.Objects.requireNonNull;

import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;

/// An act, and what became of it.
public record ActDone(PlanView.ActView act, Outcome outcome) {
  public ActDone {
    requireNonNull(act, "act is null");
    requireNonNull(outcome, "outcome is null");
  }
}
