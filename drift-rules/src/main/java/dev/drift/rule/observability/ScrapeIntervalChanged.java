package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// How often or how long metrics are scraped is not what Git says.
final class ScrapeIntervalChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "OBS002",
          "changed-scrape-interval",
          Category.OBSERVABILITY,
          Severity.MEDIUM,
          "How often or how long metrics are scraped is not what Git says.",
          "Short peaks fall between two scrapes, and rates over short windows come out empty.",
          "The interval of the ServiceMonitor of Trino is 5m where Git says 30s.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isMonitoring(difference.kind())
        && difference.endsIn("interval", "scrapeInterval", "scrapeTimeout", "evaluationInterval");
  }

  @Override
  public String message(Judged difference) {
    return "%s %s".formatted(difference.lastName(), difference.comparison());
  }
}
