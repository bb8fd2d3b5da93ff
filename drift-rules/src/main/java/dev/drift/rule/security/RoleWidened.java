package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// The rules of a Role or ClusterRole are not what Git says.
final class RoleWidened implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC002",
          "changed-permissions",
          Category.SECURITY,
          Severity.HIGH,
          "The rules of a Role or ClusterRole are not what Git says.",
          "Permissions decide who can read Secrets and run Pods.",
          "A rule with `verbs: [\"*\"]` was added to the Role trino/operator.",
          "Restore the rules from Git; look in the audit log for what was done with them meanwhile.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isRbac(difference.kind())
        && (difference.passes("rules") || difference.passes("aggregationRule"));
  }

  @Override
  public String message(Judged difference) {
    return "the permissions of %s differ: %s %s"
        .formatted(difference.difference().resource(), difference.path(), difference.comparison());
  }
}
