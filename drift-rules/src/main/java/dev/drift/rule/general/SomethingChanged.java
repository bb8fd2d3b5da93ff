package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A field differs from Git, and no more specific rule covers it.
final class SomethingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "GEN003",
          "changed-field",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "A field differs from Git, and no more specific rule covers it.",
          "The cluster does not run what was reviewed.",
          "`spec.minReadySeconds` of a Deployment is 30, but Git declares 10.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return true;
  }

  @Override
  public Category category(Judged difference) {
    return Kinds.category(difference.kind());
  }
}
