package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.Optional;

/// All that a condition can see. Secrets are masked, so no condition can depend on one or give one
/// away.
///
/// @param object the live one; empty if there is none, or the condition does not read it
/// @param desired what Git declares, with the API server's defaults; empty if Git does not declare
///     it
public record ConditionFacts(
    Finding finding,
    Attribution attribution,
    Optional<Value.Obj> object,
    Optional<Value.Obj> desired,
    Instant now) {
  public ConditionFacts {
    requireNonNull(finding, "finding is null");
    requireNonNull(attribution, "attribution is null");
    requireNonNull(object, "object is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(now, "now is null");
  }
}
