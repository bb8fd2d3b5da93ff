package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// An event listener of Trino is not what Git says.
final class EventListenerChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG016",
          "changed-event-listener",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "An event listener of Trino is not what Git says.",
          "Audit and usage of queries come from event listeners; without them nobody knows who read what.",
          "The event listener for Kafka was pointed at a topic that nobody reads.",
          "Undo the change, or declare it in Git; then restart what reads it.");

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
    return "event listener of Trino: %s".formatted(file.tells(difference));
  }
}
