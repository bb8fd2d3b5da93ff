package dev.drift.rule.dependency;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The external host that a Service points to differs from Git.
final class ExternalNameChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("DEP002", "changed-external-name", Category.DEPENDENCY, Severity.HIGH)
          .what("The external host that a Service points to differs from Git.")
          .why("Every client of the Service connects to that host and sends its credentials there.")
          .example("The Service hive/database was pointed at a copy of the database.")
          .remedy("Undo the change; check what was written to the other host.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.endsIn("externalName");
  }

  @Override
  public String message(JudgedDifference difference) {
    return "the external host of the Service %s".formatted(difference.comparison());
  }
}
