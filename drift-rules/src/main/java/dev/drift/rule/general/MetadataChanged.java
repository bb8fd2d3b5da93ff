package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// Labels, annotations, finalizers or owner references of a resource differ from Git.
final class MetadataChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG006", "changed-metadata", Category.CONFIGURATION, Severity.LOW)
          .what(
              "Labels, annotations, finalizers or owner references of a resource differ from Git.")
          .why("Selectors, controllers and people rely on them.")
          .example("`kubectl label` changed the `team` label of a Deployment.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.passes("metadata");
  }

  @Override
  public Category category(JudgedDifference difference) {
    return KindCategories.category(difference.kind());
  }
}
