package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The target, triggers or limits of KEDA scaling differ from Git.
final class KedaScalingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL007", "changed-keda-scaling", Category.SCALING, Severity.MEDIUM)
          .what("The target, triggers or limits of KEDA scaling differ from Git.")
          .why("KEDA decides how many Pods run under load, down to none.")
          .example("`maxReplicaCount` of a ScaledObject is 50, but Git declares 10.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().group().equals("keda.sh") && difference.passes("spec");
  }
}
