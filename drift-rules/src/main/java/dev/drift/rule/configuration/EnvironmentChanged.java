package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.rule.RuleInfo;

/// An environment variable of a container differs from Git.
final class EnvironmentChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG003", "changed-environment", Category.CONFIGURATION, Severity.MEDIUM)
          .what("An environment variable of a container differs from Git.")
          .why("Environment variables configure programs and often hold their credentials.")
          .example("`kubectl set env` added `DEBUG=true` to the coordinator.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return PodLists.isIn(difference.path(), "env", "envFrom")
        || difference.itemName("env").isPresent();
  }

  @Override
  public String message(JudgedDifference difference) {
    String what =
        difference
            .itemName("env")
            .map("the environment variable %s"::formatted)
            .orElseGet(
                () ->
                    PodLists.container(difference.path())
                        .map("the environment of the container %s"::formatted)
                        .orElse("the environment of a container"));
    return "%s %s".formatted(what, difference.comparison());
  }
}
