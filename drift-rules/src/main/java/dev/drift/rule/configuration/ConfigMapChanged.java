package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;
import java.util.Optional;

/// The data of a ConfigMap is not what Git says.
final class ConfigMapChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG005",
          "changed-configuration",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "The data of a ConfigMap is not what Git says.",
          "Programs read it at their next start, if not at once.",
          "`query.max-memory` in the ConfigMap of the coordinator was raised by hand.",
          "Undo the change, or declare it in Git; then restart what reads it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Kinds.CONFIG_MAP)
        && (difference.passes("data")
            || difference.passes("binaryData")
            || difference.endsIn("immutable"));
  }

  @Override
  public String message(Judged difference) {
    Optional<ConfigFile> file = ConfigFile.of(difference).filter(one -> one.setting().isPresent());
    return file.map(
            one ->
                "the key %s of %s %s"
                    .formatted(one.setting().orElseThrow(), one.name(), difference.comparison()))
        .orElseGet(() -> "the key %s %s".formatted(difference.lastName(), difference.comparison()));
  }
}
