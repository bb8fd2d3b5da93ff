package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// A field differs from Git, and no more specific rule covers it.
final class SomethingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("GEN003", "changed-field", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A field differs from Git, and no more specific rule covers it.")
          .why("The cluster does not run what was reviewed.")
          .example("`spec.minReadySeconds` of a Deployment is 30, but Git declares 10.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return true;
  }

  @Override
  public Category category(JudgedDifference difference) {
    return KindCategories.category(difference.kind());
  }
}
