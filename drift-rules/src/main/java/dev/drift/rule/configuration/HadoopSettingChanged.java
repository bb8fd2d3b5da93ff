package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.TextFormat;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// A setting in a site file of Hadoop or the Hive Metastore differs from Git.
final class HadoopSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG020", "changed-hadoop-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A setting in a site file of Hadoop or the Hive Metastore differs from Git.")
          .why(
              "Site files define where the metastore keeps its tables and how clients reach storage.")
          .example(
              "`hive.metastore.warehouse.dir` in `hive-site.xml` was pointed at another bucket.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(HadoopSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.format().equals(Optional.of(TextFormat.HADOOP_XML))
        || file.file().endsWith("-site.xml");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return file.setting().isPresent()
        ? "%s: %s".formatted(file.name(), file.tells(difference))
        : file.tells(difference);
  }
}
