package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import java.util.Optional;
import java.util.regex.Pattern;

/// A MinIO setting differs from Git.
final class ObjectStoreSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG021", "changed-object-store-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A MinIO setting differs from Git.")
          .why("MinIO stores the data of all tables.")
          .example("`MINIO_BROWSER` was switched on for debugging and left on.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  /// From the documentation of the server; others, such as `MINIO_ENDPOINT`, are of its clients.
  private static final Pattern OF_SERVER =
      Pattern.compile(
          "MINIO_(ROOT|BROWSER|DOMAIN|SERVER|VOLUMES|OPTS|REGION|SITE|API|IDENTITY|POLICY|AUDIT"
              + "|NOTIFY|LOGGER|STORAGE_CLASS|COMPRESSION|PROMETHEUS|KMS|SCANNER|HEAL|CACHE|ETCD"
              + "|ILM|BATCH)(_.*)?");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return variable(difference).isPresent()
        || difference.file().filter(ObjectStoreSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return isOfServer(file.setting().orElse(file.name()));
  }

  @Override
  public String message(JudgedDifference difference) {
    return "MinIO: %s"
        .formatted(
            difference
                .file()
                .map(file -> file.message(difference))
                .orElseGet(
                    () ->
                        "%s %s"
                            .formatted(variable(difference).orElse(""), difference.comparison())));
  }

  private static boolean isOfServer(String name) {
    return OF_SERVER.matcher(name).matches();
  }

  private static Optional<String> variable(JudgedDifference difference) {
    return difference.itemName("env").filter(ObjectStoreSettingChanged::isOfServer);
  }
}
