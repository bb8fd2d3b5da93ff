package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// Trino's resource groups differ from Git.
final class ResourceGroupsChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG015", "changed-resource-groups", Category.CONFIGURATION, Severity.MEDIUM)
          .what("Trino's resource groups differ from Git.")
          .why("Resource groups decide how many queries run at once and whose queries wait.")
          .example("`hardConcurrencyLimit` of the dashboards group was raised during an incident.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(ResourceGroupsChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.has("resource-groups.configuration-manager", "rootGroups");
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Trino resource groups: %s".formatted(file.tells(difference));
  }
}
