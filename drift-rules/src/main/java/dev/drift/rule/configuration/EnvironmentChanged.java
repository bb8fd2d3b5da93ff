package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// An environment variable of a container is not what Git says.
final class EnvironmentChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG003",
          "changed-environment",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "An environment variable of a container is not what Git says.",
          "Environment variables configure programs, and hold their credentials.",
          "`kubectl set env` added `DEBUG=true` to the coordinator.",
          "Restore the variable from Git, or add it there.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.passes("env") || difference.passes("envFrom");
  }

  @Override
  public String message(Judged difference) {
    return "the environment variable %s %s"
        .formatted(
            difference.itemName("env").orElse(difference.lastName()), difference.comparison());
  }
}
