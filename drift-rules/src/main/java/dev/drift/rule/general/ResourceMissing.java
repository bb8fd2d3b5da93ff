package dev.drift.rule.general;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// A resource that Git declares is missing from the cluster.
final class ResourceMissing implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("GEN001", "missing-resource", Category.CONFIGURATION, Severity.HIGH)
          .what("A resource that Git declares is missing from the cluster.")
          .why("Anything that depends on it fails, now or at the next restart.")
          .example(
              "The ConfigMap trino/catalogs was deleted by hand, or a deployment failed halfway.")
          .remedy("Apply it, or remove it from Git if it is no longer needed.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.change() == Change.MISSING;
  }

  @Override
  public String message(JudgedDifference difference) {
    return "%s is declared in Git but missing from the cluster"
        .formatted(difference.difference().resource());
  }

  @Override
  public Category category(JudgedDifference difference) {
    return KindCategories.category(difference.kind());
  }
}
