package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.SettingsFormat;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.rule.FileRule;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// The rules for configuration files of programs beside Trino.
final class ProgramFiles {
  static final FileRule JVM_FLAGS =
      FileRule.of(
          RuleInfo.of("CFG012", "changed-jvm-flag", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A JVM flag differs from Git.")
              .why(
                  "JVM flags control memory and garbage collection, and can open debugging or management ports.")
              .example(
                  "The coordinator's heap was raised to 7 gigabytes in `jvm.config`, above the memory limit of its container.")
              .remedy("Undo the change, or declare it in Git; then restart the JVM."),
          file -> file.setting().isPresent() ? "the JVM flag " : "",
          file ->
              file.format().equals(Optional.of(SettingsFormat.JVM_FLAGS))
                  || file.fileName().equals("jvm.config"));

  static final FileRule KAFKA =
      FileRule.of(
          RuleInfo.of("CFG018", "changed-kafka-setting", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A Kafka setting differs from Git.")
              .why(
                  "Retention, replication and listeners determine which messages are kept and which clients can reach the brokers.")
              .example("`log.retention.hours` was lowered while a disk was full.")
              .remedy(
                  "Undo the change, or declare it in Git; then restart the workloads that read it."),
          "Kafka: ",
          file ->
              file.has(
                  "process.roles",
                  "controller.quorum.voters",
                  "controller.quorum.bootstrap.servers",
                  "zookeeper.connect",
                  "broker.id",
                  "inter.broker.listener.name"));

  static final FileRule FLINK =
      FileRule.of(
              RuleInfo.of(
                      "CFG019", "changed-flink-setting", Category.CONFIGURATION, Severity.MEDIUM)
                  .what("A setting of Flink or its operator differs from Git.")
                  .why(
                      "Memory, slots and checkpoints determine whether jobs run and how much is lost when they fail.")
                  .example(
                      "`execution.checkpointing.interval` was raised by hand, so a failure loses more work.")
                  .remedy(
                      "Undo the change, or declare it in Git; then restart the workloads that read it."),
              "Flink: ",
              file ->
                  file.hasPrefix(
                      "jobmanager.",
                      "taskmanager.",
                      "kubernetes.operator.",
                      "execution.checkpointing."))
          .orFieldsOf(
              new GroupKind("flink.apache.org", "FlinkDeployment"),
              Path.of("spec", "flinkConfiguration"));

  static final FileRule HADOOP =
      FileRule.of(
          RuleInfo.of("CFG020", "changed-hadoop-setting", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A setting in a site file of Hadoop or the Hive Metastore differs from Git.")
              .why(
                  "Site files define where the metastore keeps its tables and how clients reach storage.")
              .example(
                  "`hive.metastore.warehouse.dir` in `hive-site.xml` was pointed at another bucket.")
              .remedy(
                  "Undo the change, or declare it in Git; then restart the workloads that read it."),
          file -> file.setting().isPresent() ? file.name() + ": " : "",
          file ->
              file.format().equals(Optional.of(SettingsFormat.HADOOP_XML))
                  || file.fileName().endsWith("-site.xml"));

  static final FileRule REDIS =
      FileRule.of(
          RuleInfo.of("CFG022", "changed-redis-setting", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A Redis setting differs from Git.")
              .why("Persistence and memory limits determine what Redis keeps and what it evicts.")
              .example(
                  "`maxmemory-policy` was changed to `allkeys-lru`, so queued tasks can be evicted.")
              .remedy(
                  "Undo the change, or declare it in Git; then restart the workloads that read it."),
          "Redis: ",
          file ->
              file.format().equals(Optional.of(SettingsFormat.REDIS))
                  || file.fileName().equals("redis.conf"));

  private ProgramFiles() {}
}
