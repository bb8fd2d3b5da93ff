package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The scheduling constraints of a workload differ from Git.
final class SchedulingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL004", "changed-scheduling", Category.SCALING, Severity.MEDIUM)
          .what("The scheduling constraints of a workload differ from Git.")
          .why("Pods land on nodes that are not meant for them, or on none.")
          .example("A toleration lets the workers run on nodes reserved for others.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.passes("tolerations")
        || difference.passes("nodeSelector")
        || difference.passes("affinity")
        || difference.passes("topologySpreadConstraints")
        || difference.endsIn("priorityClassName", "schedulerName");
  }
}
