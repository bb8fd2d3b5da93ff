package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// An autoscaler differs from Git.
final class AutoscalingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL002", "changed-autoscaling", Category.SCALING, Severity.MEDIUM)
          .what("An autoscaler differs from Git.")
          .why("It decides how many Pods run under load.")
          .example("`maxReplicas` of the workers is 20, but Git declares 10.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.HORIZONTAL_POD_AUTOSCALER) && difference.passes("spec");
  }
}
