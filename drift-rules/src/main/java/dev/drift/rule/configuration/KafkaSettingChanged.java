package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A Kafka setting differs from Git.
final class KafkaSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG018", "changed-kafka-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A Kafka setting differs from Git.")
          .why(
              "Retention, replication and listeners determine which messages are kept and which clients can reach the brokers.")
          .example("`log.retention.hours` was lowered while a disk was full.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(KafkaSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.has(
        "process.roles",
        "controller.quorum.voters",
        "controller.quorum.bootstrap.servers",
        "zookeeper.connect",
        "broker.id",
        "inter.broker.listener.name");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Kafka: %s".formatted(file.tells(difference));
  }
}
