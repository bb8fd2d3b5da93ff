package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import java.util.Set;

/// The quota or container defaults of a namespace differ from Git.
final class QuotaChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL005", "changed-quota", Category.SCALING, Severity.MEDIUM)
          .what("The quota or container defaults of a namespace differ from Git.")
          .why(
              "With a higher quota, one team can use up the cluster; with a lower one, Pods are rejected at the next rollout.")
          .example(
              "`requests.memory` in the ResourceQuota of trino was doubled for one night and never reset.")
          .remedy("Undo the change, or declare it in Git.");
  private static final Set<String> QUOTAS = Set.of("ResourceQuota", "LimitRange");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return QUOTAS.contains(difference.kind().kind()) && difference.passes("spec");
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the limit on %s in namespace %s %s"
        .formatted(
            difference.lastName(),
            difference.difference().resource().id().namespace(),
            difference.comparison());
  }
}
