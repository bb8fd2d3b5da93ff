package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A Trino event listener differs from Git.
final class EventListenerChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG016", "changed-event-listener", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A Trino event listener differs from Git.")
          .why(
              "Query audit and usage data come from event listeners; without them, nobody knows who read what.")
          .example("The Kafka event listener was pointed at a topic that nobody reads.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(EventListenerChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.has("event-listener.name");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Trino event listener: %s".formatted(file.tells(difference));
  }
}
