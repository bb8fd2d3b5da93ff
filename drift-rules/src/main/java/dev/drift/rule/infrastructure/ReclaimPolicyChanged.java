package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The reclaim policy of a volume or StorageClass differs from Git.
final class ReclaimPolicyChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF006", "changed-reclaim-policy", Category.INFRASTRUCTURE, Severity.HIGH)
          .what("The reclaim policy of a volume or StorageClass differs from Git.")
          .why(
              "With Delete, the data is deleted along with the claim; with Retain, it is kept and costs storage.")
          .example(
              "The reclaim policy of the metastore's PersistentVolume is Delete, but Git declares Retain.")
          .remedy("Undo the change before a claim is deleted.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.endsIn("reclaimPolicy", "persistentVolumeReclaimPolicy");
  }

  @Override
  public String message(JudgedDifference difference) {
    String live = JudgedDifference.text(difference.live());
    return "the reclaim policy %s%s"
        .formatted(
            difference.comparison(),
            live.equals("Delete") ? ": deleting the claim also deletes the data" : "");
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return JudgedDifference.text(difference.live()).equals("Delete")
        ? Severity.HIGH
        : Severity.MEDIUM;
  }
}
