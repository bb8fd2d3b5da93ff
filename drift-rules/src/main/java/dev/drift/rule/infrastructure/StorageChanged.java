package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A volume, claim or StorageClass is not what Git says.
final class StorageChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF002",
          "changed-storage",
          Category.INFRASTRUCTURE,
          Severity.MEDIUM,
          "A volume, claim or StorageClass is not what Git says.",
          "Storage that was changed by hand does not come back the same.",
          "A claim was resized by hand from 20Gi to 50Gi.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isStorage(difference.kind())
        && !difference.isWhole()
        && !difference.passes("metadata");
  }
}
