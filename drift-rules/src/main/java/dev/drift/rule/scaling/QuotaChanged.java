package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import java.util.Set;

/// What a namespace may use, or what its containers get by default, is not what Git says.
final class QuotaChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL005",
          "changed-quota",
          Category.SCALING,
          Severity.MEDIUM,
          "What a namespace may use, or what its containers get by default, is not what Git says.",
          "A raised quota lets one team take the cluster; a lowered one refuses Pods at the next rollout.",
          "`requests.memory` in the ResourceQuota of trino was doubled for a night and stayed so.",
          "Undo the change, or declare it in Git.");
  private static final Set<String> QUOTAS = Set.of("ResourceQuota", "LimitRange");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return QUOTAS.contains(difference.kind().kind()) && difference.passes("spec");
  }

  @Override
  public String message(Judged difference) {
    return "the limit of %s in the namespace %s %s"
        .formatted(
            difference.lastName(),
            difference.difference().resource().id().namespace(),
            difference.comparison());
  }
}
