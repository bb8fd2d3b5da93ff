package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A Service stands for another host outside the cluster than Git says.
final class ExternalNameChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "DEP002",
          "changed-external-name",
          Category.DEPENDENCY,
          Severity.HIGH,
          "A Service stands for another host outside the cluster than Git says.",
          "Everything that uses its name talks to that host, with its credentials.",
          "The Service hive/database points to a copy of the database.",
          "Undo the change; look at what was written to the other host.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.endsIn("externalName");
  }

  @Override
  public String message(Judged difference) {
    return "the host that the Service stands for %s".formatted(difference.comparison());
  }
}
