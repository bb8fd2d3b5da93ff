package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// What is scraped, or when it alerts, is not what Git says.
final class MonitoringChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "OBS001",
          "changed-monitoring",
          Category.OBSERVABILITY,
          Severity.MEDIUM,
          "What is scraped, or when it alerts, is not what Git says.",
          "An alert that was loosened stays silent when it matters.",
          "The interval of a ServiceMonitor is 5m where Git says 30s.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isMonitoring(difference.kind()) && difference.passes("spec");
  }
}
