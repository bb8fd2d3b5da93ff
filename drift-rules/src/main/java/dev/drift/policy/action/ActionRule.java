package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is done about findings, and when.
///
/// @param policy the name of the policy that it stands in
/// @param name unique in its policy
/// @param place where it is written
/// @param when what has to hold besides the criteria
/// @param reason why the rule is there; may be empty
/// @param windows when it may act; empty for always
/// @param allow what it may do beyond writing values back
/// @param channels names of those that hear of it; empty for all
public record ActionRule(
    String policy,
    String name,
    Place place,
    ActionMatch match,
    Optional<Condition> when,
    Action action,
    String reason,
    Persistence persistence,
    List<Window> windows,
    boolean needsApproval,
    Limits limits,
    Set<Permit> allow,
    List<String> channels) {
  public ActionRule {
    requireNonNull(policy, "policy is null");
    requireNonNull(name, "name is null");
    requireNonNull(place, "place is null");
    requireNonNull(match, "match is null");
    requireNonNull(when, "when is null");
    requireNonNull(action, "action is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(persistence, "persistence is null");
    windows = List.copyOf(windows);
    requireNonNull(limits, "limits is null");
    allow = Set.copyOf(allow);
    channels = List.copyOf(channels);
  }

  /// Where it is written, such as `policies/lakehouse.yaml:12`.
  public String at() {
    return place.file() + ":" + place.line();
  }

  public boolean allows(Permit permit) {
    return allow.contains(permit);
  }

  /// Whether its criteria name the kind, rather than match it for want of a criterion.
  public boolean namesKind(GroupKind kind) {
    return match.resource().kinds().contains(kind.kind())
        || match.resource().kinds().contains(kind.toString());
  }
}
