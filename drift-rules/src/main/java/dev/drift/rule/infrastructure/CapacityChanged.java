package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A claim or a volume is of another size than Git says.
final class CapacityChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF007",
          "changed-capacity",
          Category.INFRASTRUCTURE,
          Severity.MEDIUM,
          "A claim or a volume is of another size than Git says.",
          "A claim that was grown by hand comes back small after a disaster, and its data does not fit.",
          "The claim of the metastore was resized from 20Gi to 50Gi on a full disk.",
          "Write the new size into Git; a claim does not shrink.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isStorage(difference.kind())
        && difference.endsIn("storage")
        && (difference.passes("requests") || difference.passes("capacity"));
  }

  @Override
  public String message(Judged difference) {
    return "the size %s".formatted(difference.comparison());
  }
}
