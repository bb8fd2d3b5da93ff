package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// The scrape interval or timeout differs from Git.
final class ScrapeIntervalChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("OBS002", "changed-scrape-interval", Category.OBSERVABILITY, Severity.MEDIUM)
          .what("The scrape interval or timeout differs from Git.")
          .why("Short peaks fall between two scrapes, and rates over short windows are empty.")
          .example("The interval of Trino's ServiceMonitor is 5m, but Git declares 30s.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return KindCategories.isMonitoring(difference.kind())
        && difference.endsIn("interval", "scrapeInterval", "scrapeTimeout", "evaluationInterval");
  }

  @Override
  public String message(JudgedDifference difference) {
    return "%s %s".formatted(difference.lastName(), difference.comparison());
  }
}
