package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceRef;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import java.time.Instant;

/// An act, and what became of it.
///
/// @param at when its outcome was known
/// @param run the run that did it
public record ActResult(
    Instant at, String run, PlanView.Verb verb, ResourceRef resource, Outcome outcome) {
  public ActResult {
    requireNonNull(at, "at is null");
    requireNonNull(run, "run is null");
    requireNonNull(verb, "verb is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(outcome, "outcome is null");
  }
}
