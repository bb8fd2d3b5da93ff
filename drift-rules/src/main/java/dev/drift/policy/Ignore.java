package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Report;
import dev.drift.model.Difference;
import dev.drift.model.origin.Place;
import dev.drift.policy.match.Match;
import java.time.LocalDate;
import java.util.Optional;

/// Ignores differences, with a reason and an expiry date.
///
/// @param policy as reports name it: the policy and which of its ignores
/// @param owner whom to ask
/// @param expires the last day on which it applies, in UTC
/// @param place where it is written
public record Ignore(
    String policy,
    PolicySource source,
    Match match,
    String reason,
    String owner,
    LocalDate expires,
    Place place) {
  public Ignore {
    requireNonNull(policy, "policy is null");
    requireNonNull(source, "source is null");
    requireNonNull(match, "match is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(expires, "expires is null");
    requireNonNull(place, "place is null");
  }

  Report.Ignored of(Difference difference) {
    return new Report.Ignored(
        difference.resource(), difference.path(), policy, reason, owner, Optional.of(expires));
  }
}
