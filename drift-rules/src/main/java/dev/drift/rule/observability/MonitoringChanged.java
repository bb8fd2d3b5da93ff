package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// Scraping or alerting differs from Git.
final class MonitoringChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("OBS001", "changed-monitoring", Category.OBSERVABILITY, Severity.MEDIUM)
          .what("Scraping or alerting differs from Git.")
          .why("An alert without its metrics stays silent when it matters.")
          .example("The selector of a ServiceMonitor was changed by hand.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return KindCategories.isMonitoring(difference.kind()) && difference.passes("spec");
  }
}
