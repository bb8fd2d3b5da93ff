package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.value.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The number of replicas of a workload differs from Git, and no autoscaler explains it.
final class ReplicasChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL001", "changed-replicas", Category.SCALING, Severity.MEDIUM)
          .what(
              "The number of replicas of a workload differs from Git, and no autoscaler explains it.")
          .why("Too few Pods cannot carry the load; too many waste resources.")
          .example("`kubectl scale` left five workers, but Git declares three.")
          .remedy("Scale it back, or update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.path().equals(Path.of("spec", "replicas"));
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the number of replicas %s".formatted(difference.comparison());
  }
}
