package dev.drift.rule;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;

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
