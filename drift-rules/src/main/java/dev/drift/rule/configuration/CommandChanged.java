package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.rule.RuleInfo;

/// The command line of a container differs from Git.
final class CommandChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG004", "changed-command-line", Category.CONFIGURATION, Severity.MEDIUM)
          .what("The command line of a container differs from Git.")
          .why("Flags change what a program does and what it permits.")
          .example("The argument `--verbose` was added to a container.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return PodLists.isIn(difference.path(), "args", "command");
  }
}
