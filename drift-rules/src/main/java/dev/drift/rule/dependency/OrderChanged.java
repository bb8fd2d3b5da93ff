package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The dependencies that Flux waits for before it applies an object differ from Git.
final class OrderChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEP003", "changed-deployment-order", Category.DEPENDENCY, Severity.MEDIUM)
          .what("The dependencies that Flux waits for before it applies an object differ from Git.")
          .why("It may be applied before what it needs, or never.")
          .example("`dependsOn` of the Kustomization trino no longer names the metastore.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.passes("dependsOn")
        && difference.kind().group().endsWith("toolkit.fluxcd.io");
  }
}
