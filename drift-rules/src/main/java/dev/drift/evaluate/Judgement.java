package dev.drift.evaluate;

import static java.util.Objects.requireNonNull;

import dev.drift.attribute.Attributions;
import dev.drift.finding.Finding;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.origin.Location;
import dev.drift.policy.Decision;
import java.util.Optional;

/// One difference, what it means, and what policies decide.
///
/// The difference and the live object hold plain values, the finding masked ones: a plan is made
/// from a judgement, a report from its finding only.
///
/// @param difference of posture: what stands at its path
/// @param live the object as it was read, with its UID and resourceVersion; empty if there is none
public record Judgement(Difference difference, Decision decision, Optional<LiveResource> live) {
  public Judgement {
    requireNonNull(difference, "difference is null");
    requireNonNull(decision, "decision is null");
    requireNonNull(live, "live is null");
  }

  public Finding finding() {
    return decision.finding();
  }

  public boolean reported() {
    return decision instanceof Decision.Reported;
  }

  /// Where Git says it.
  public Optional<Location> origin() {
    return finding().origin();
  }

  /// The same, which Git says elsewhere.
  Judgement located(Location origin) {
    return new Judgement(difference, decision.located(origin), live);
  }

  /// The same, with who made the difference. Of posture nobody is asked.
  Judgement attributed(Attributions attributions) {
    return finding() instanceof Finding.Drift
        ? new Judgement(
            difference, decision.attributed(attributions.attribute(difference, live)), live)
        : this;
  }
}
