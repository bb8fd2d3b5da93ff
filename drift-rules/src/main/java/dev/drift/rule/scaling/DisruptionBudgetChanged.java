package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A PodDisruptionBudget differs from Git.
final class DisruptionBudgetChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL006", "changed-disruption-budget", Category.SCALING, Severity.MEDIUM)
          .what("A PodDisruptionBudget differs from Git.")
          .why(
              "A weaker budget lets a node drain take a service down; a stricter one blocks the drain.")
          .example("`minAvailable` of the Kafka brokers is 0, but Git declares 2.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().kind().equals("PodDisruptionBudget") && difference.passes("spec");
  }

  @Override
  public String message(JudgedDifference difference) {
    return "%s of the disruption budget %s"
        .formatted(difference.lastName(), difference.comparison());
  }
}
