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
/// @param expires the last day on which it applies, in UTC; [#NEVER] for what a deployer is asked
///     to ignore too
/// @param place where it is written
public record Ignore(
    String policy,
    PolicySource source,
    Match match,
    String reason,
    String owner,
    LocalDate expires,
    Place place) {
  /// Of ignores that say no day: those of deployers.
  public static final LocalDate NEVER = LocalDate.MAX;

  public Ignore {
    requireNonNull(policy, "policy is null");
    requireNonNull(source, "source is null");
    requireNonNull(match, "match is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(expires, "expires is null");
    requireNonNull(place, "place is null");
  }

  /// Whether it only repeats what a deployer is asked to ignore: that may match nothing here.
  boolean isOfDeployer() {
    return expires.equals(NEVER);
  }

  Report.Ignored of(Difference difference) {
    return new Report.Ignored(
        difference.resource(),
        difference.path(),
        policy,
        reason,
        owner,
        Optional.of(expires).filter(it -> !it.equals(NEVER)));
  }
}
