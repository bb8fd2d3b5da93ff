package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.world.Declared;
import java.util.Optional;

/// A NetworkPolicy differs from Git.
final class NetworkPolicyChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEP001", "changed-network-policy", Category.DEPENDENCY, Severity.HIGH)
          .what("A NetworkPolicy differs from Git.")
          .why("NetworkPolicies decide which Pods may talk to each other.")
          .example("A rule was added that admits traffic from every namespace.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.NETWORK_POLICY) && difference.passes("spec");
  }

  @Override
  public String message(JudgedDifference difference) {
    String what = "%s %s".formatted(difference.path(), difference.comparison());
    return effect(difference).map(effect -> effect + ": " + what).orElse(what);
  }

  /// What is open now and was not by Git's policy.
  private static Optional<String> effect(JudgedDifference difference) {
    ResourceId id = difference.difference().resource().id();
    Optional<Value.Obj> desired = difference.world().desired(id).map(Declared::content);
    Optional<Value.Obj> live = difference.world().find(id).map(LiveResource::content);
    if (desired.isEmpty() || live.isEmpty()) {
      return Optional.empty();
    }
    for (Direction direction : Direction.values()) {
      Openness before = Openness.of(desired.get(), direction);
      Openness after = Openness.of(live.get(), direction);
      if (after.compareTo(before) > 0) {
        return Optional.of(after.sentence(direction));
      }
    }
    return Optional.empty();
  }
}
