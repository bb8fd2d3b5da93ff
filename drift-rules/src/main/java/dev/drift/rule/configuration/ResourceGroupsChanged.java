package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// The resource groups of Trino are not what Git says.
final class ResourceGroupsChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG015",
          "changed-resource-groups",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "The resource groups of Trino are not what Git says.",
          "They decide how many queries run at once, and whose wait.",
          "`hardConcurrencyLimit` of the group for dashboards was raised in an incident.",
          "Undo the change, or declare it in Git; then restart what reads it.");

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
    return "resource groups of Trino: %s".formatted(file.tells(difference));
  }
}
