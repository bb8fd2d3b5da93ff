package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// Labels, annotations, finalizers or owners of a resource are not what Git says.
final class MetadataChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG006",
          "changed-metadata",
          Category.CONFIGURATION,
          Severity.LOW,
          "Labels, annotations, finalizers or owners of a resource are not what Git says.",
          "Selectors, controllers and people go by them.",
          "`kubectl label` gave a Deployment another team.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.passes("metadata");
  }

  @Override
  public Category category(Judged difference) {
    return Kinds.category(difference.kind());
  }
}
