package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A NetworkPolicy is not what Git says.
final class NetworkPolicyChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "DEP001",
          "changed-network-policy",
          Category.DEPENDENCY,
          Severity.HIGH,
          "A NetworkPolicy is not what Git says.",
          "It decides who may talk to whom.",
          "A rule was added that lets every namespace in.",
          "Restore the policy from Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Kinds.NETWORK_POLICY) && difference.passes("spec");
  }

  @Override
  public String message(Judged difference) {
    return "%s %s".formatted(difference.path(), difference.comparison());
  }
}
