package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;

/// The size of a PersistentVolumeClaim or PersistentVolume differs from Git.
final class CapacityChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF007", "changed-capacity", Category.INFRASTRUCTURE, Severity.MEDIUM)
          .what("The size of a PersistentVolumeClaim or PersistentVolume differs from Git.")
          .why(
              "A claim that was expanded by hand is recreated too small after a disaster, and its data no longer fits.")
          .example("The metastore's claim was expanded from 20Gi to 50Gi when its disk was full.")
          .remedy("Update the size in Git; a claim cannot shrink.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return KindCategories.isStorage(difference.kind())
        && difference.endsIn("storage")
        && (difference.passes("requests") || difference.passes("capacity"));
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the size %s".formatted(difference.comparison());
  }
}
