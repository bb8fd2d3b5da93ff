package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// A volume, claim or StorageClass differs from Git.
final class StorageChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF002", "changed-storage", Category.INFRASTRUCTURE, Severity.MEDIUM)
          .what("A volume, claim or StorageClass differs from Git.")
          .why("Storage that was changed by hand is recreated differently after a disaster.")
          .example("`allowVolumeExpansion` of a StorageClass was switched off by hand.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return KindCategories.isStorage(difference.kind())
        && !difference.isWhole()
        && !difference.passes("metadata");
  }
}
