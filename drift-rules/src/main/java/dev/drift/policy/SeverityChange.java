package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Severity;
import dev.drift.model.origin.Place;
import dev.drift.policy.match.Match;
import java.util.Set;

/// Gives findings another severity.
///
/// @param policy as reports name it
/// @param rules codes; empty for all
/// @param place where it is written
public record SeverityChange(
    String policy,
    PolicySource source,
    Set<String> rules,
    Match match,
    Severity severity,
    Place place) {
  public SeverityChange {
    requireNonNull(policy, "policy is null");
    requireNonNull(source, "source is null");
    rules = Set.copyOf(rules);
    requireNonNull(match, "match is null");
    requireNonNull(severity, "severity is null");
    requireNonNull(place, "place is null");
  }
}
