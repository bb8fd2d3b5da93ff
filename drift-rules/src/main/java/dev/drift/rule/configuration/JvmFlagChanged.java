package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.TextFormat;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// A JVM flag differs from Git.
final class JvmFlagChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG012", "changed-jvm-flag", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A JVM flag differs from Git.")
          .why(
              "JVM flags control memory and garbage collection, and can open debugging or management ports.")
          .example(
              "The coordinator's heap was raised to 7 gigabytes in `jvm.config`, above the memory limit of its container.")
          .remedy("Undo the change, or declare it in Git; then restart the JVM.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(JvmFlagChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.format().equals(Optional.of(TextFormat.JVM_FLAGS))
        || file.file().equals("jvm.config");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return file.setting().isPresent()
        ? "the JVM flag %s".formatted(file.tells(difference))
        : file.tells(difference);
  }
}
