package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// What becomes of a volume after its claim is not what Git says.
final class ReclaimPolicyChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF006",
          "changed-reclaim-policy",
          Category.INFRASTRUCTURE,
          Severity.HIGH,
          "What becomes of a volume after its claim is not what Git says.",
          "With Delete, the data goes with the claim; with Retain, it stays and costs.",
          "The PersistentVolume of the metastore has Delete where Git says Retain.",
          "Undo the change before anybody deletes a claim.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.endsIn("reclaimPolicy", "persistentVolumeReclaimPolicy");
  }

  @Override
  public String message(Judged difference) {
    String live = Judged.text(difference.live());
    return "the reclaim policy %s%s"
        .formatted(
            difference.comparison(),
            live.equals("Delete") ? ": the data is deleted with its claim" : "");
  }

  @Override
  public Severity severity(Judged difference) {
    return Judged.text(difference.live()).equals("Delete") ? Severity.HIGH : Severity.MEDIUM;
  }
}
