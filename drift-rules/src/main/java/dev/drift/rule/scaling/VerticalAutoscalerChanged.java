package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A VerticalPodAutoscaler differs from Git.
final class VerticalAutoscalerChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SCL008", "changed-vertical-autoscaler", Category.SCALING, Severity.MEDIUM)
          .what("A VerticalPodAutoscaler differs from Git.")
          .why("It sets the resource requests of Pods and may evict them to do so.")
          .example(
              "`updateMode` is Auto, but Git declares Off. Pods are evicted during working hours.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().kind().equals("VerticalPodAutoscaler") && difference.passes("spec");
  }
}
