package dev.drift.rule.observability;

import dev.drift.rule.Rule;
import java.util.List;

/// The rules of this category, in the order in which they are asked.
public final class ObservabilityRules {
  public static final List<Rule> ALL =
      List.of(
          new ScrapeIntervalChanged(),
          new AlertChanged(),
          new DashboardChanged(),
          new MonitoringChanged(),
          new NotScraped());

  private ObservabilityRules() {}
}
