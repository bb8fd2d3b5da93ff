package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A workload runs another number of Pods than Git says, and no autoscaler accounts for it.
final class ReplicasChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL001",
          "changed-replicas",
          Category.SCALING,
          Severity.MEDIUM,
          "A workload runs another number of Pods than Git says, and no autoscaler accounts for it.",
          "Too few Pods cannot carry the load; too many cost.",
          "`kubectl scale` left five workers where Git says three.",
          "Scale it back, or update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.path().equals(Path.of("spec", "replicas"));
  }

  @Override
  public String message(Judged difference) {
    return "the number of replicas %s".formatted(difference.comparison());
  }
}
