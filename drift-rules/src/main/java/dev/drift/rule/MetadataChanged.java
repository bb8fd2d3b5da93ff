package dev.drift.rule;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;

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
          "Restore them from Git, or update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.passes("metadata");
  }

  @Override
  public String message(Judged difference) {
    return "%s %s".formatted(difference.path(), difference.comparison());
  }

  @Override
  public Category category(Judged difference) {
    return Kinds.category(difference.kind());
  }
}
