package dev.drift.rule.scaling;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A VerticalPodAutoscaler is not what Git says.
final class VerticalAutoscalerChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SCL008",
          "changed-vertical-autoscaler",
          Category.SCALING,
          Severity.MEDIUM,
          "A VerticalPodAutoscaler is not what Git says.",
          "It sets what Pods request, and restarts them to do so.",
          "`updateMode` is Auto where Git says Off, so that Pods are evicted by day.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().kind().equals("VerticalPodAutoscaler") && difference.passes("spec");
  }
}
