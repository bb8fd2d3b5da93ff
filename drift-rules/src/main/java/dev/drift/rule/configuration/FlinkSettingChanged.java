package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.GroupKind;
import dev.drift.model.Path;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A setting of Flink or its operator differs from Git.
final class FlinkSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG019", "changed-flink-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A setting of Flink or its operator differs from Git.")
          .why(
              "Memory, slots and checkpoints determine whether jobs run and how much is lost when they fail.")
          .example(
              "`execution.checkpointing.interval` was raised by hand, so a failure loses more work.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  private static final GroupKind DEPLOYMENT = new GroupKind("flink.apache.org", "FlinkDeployment");
  private static final Path OF_DEPLOYMENT = Path.of("spec", "flinkConfiguration");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    boolean ofDeployment =
        difference.kind().equals(DEPLOYMENT) && difference.path().startsWith(OF_DEPLOYMENT);
    return ofDeployment || ConfigFile.of(difference).filter(FlinkSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.hasLike(
        "jobmanager.", "taskmanager.", "kubernetes.operator.", "execution.checkpointing.");
  }

  @Override
  public String message(Judged difference) {
    return ConfigFile.of(difference)
        .map(file -> "Flink: %s".formatted(file.tells(difference)))
        .orElseGet(() -> "Flink: %s %s".formatted(difference.lastName(), difference.comparison()));
  }
}
