package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// The cluster has a resource that Git does not declare, next to resources that it does.
final class ResourceUnmanaged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("GEN002", "unmanaged-resource", Category.CONFIGURATION, Severity.MEDIUM)
          .what(
              "The cluster has a resource that Git does not declare, next to resources that it does.")
          .why("It was never reviewed, and nothing restores it after a disaster.")
          .example("A Deployment that was applied by hand for a test is still running.")
          .remedy("Declare it in Git, or delete it from the cluster.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.change() == Change.UNMANAGED;
  }

  @Override
  public String message(JudgedDifference difference) {
    return "%s is in the cluster but not in Git".formatted(difference.difference().resource());
  }

  @Override
  public Category category(JudgedDifference difference) {
    return KindCategories.category(difference.kind());
  }

  /// What gives permissions, or admits objects, is worse than other things nobody declared.
  @Override
  public Severity severity(JudgedDifference difference) {
    boolean grants =
        KindCategories.isRbac(difference.kind()) || KindCategories.isWebhook(difference.kind());
    return grants ? Severity.HIGH : INFO.severity();
  }
}
