package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// How many Pods may be evicted at once is not what Git says.
final class DisruptionBudgetChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL006",
          "changed-disruption-budget",
          Category.SCALING,
          Severity.MEDIUM,
          "How many Pods may be evicted at once is not what Git says.",
          "A weakened budget lets a node drain take a service down; a strengthened one blocks the drain.",
          "`minAvailable` of the Kafka brokers is 0 where Git says 2.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().kind().equals("PodDisruptionBudget") && difference.passes("spec");
  }

  @Override
  public String message(Judged difference) {
    return "%s of the disruption budget %s"
        .formatted(difference.lastName(), difference.comparison());
  }
}
