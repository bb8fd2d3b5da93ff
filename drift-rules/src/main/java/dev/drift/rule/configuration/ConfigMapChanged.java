package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// The data of a ConfigMap differs from Git.
final class ConfigMapChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG005", "changed-configuration", Category.CONFIGURATION, Severity.MEDIUM)
          .what("The data of a ConfigMap differs from Git.")
          .why("Programs pick up the change at their next start, or immediately if they reload it.")
          .example("`query.max-memory` in the coordinator's ConfigMap was raised by hand.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.CONFIG_MAP)
        && (difference.passes("data")
            || difference.passes("binaryData")
            || difference.endsIn("immutable"));
  }

  @Override
  public String message(JudgedDifference difference) {
    Optional<ConfigFile> file = difference.file().filter(one -> one.setting().isPresent());
    return file.map(
            one ->
                "the key %s in %s %s"
                    .formatted(one.setting().orElseThrow(), one.name(), difference.comparison()))
        .orElseGet(() -> "the key %s %s".formatted(difference.lastName(), difference.comparison()));
  }
}
