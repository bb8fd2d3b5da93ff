package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// An alerting or recording rule differs from Git.
final class AlertChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("OBS003", "changed-alert", Category.OBSERVABILITY, Severity.HIGH)
          .what("An alerting or recording rule differs from Git.")
          .why("An alert that was loosened or removed stays silent when it matters.")
          .example("The threshold of the alert TrinoDown was raised after a noisy night.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().kind().equals("PrometheusRule") && difference.passes("groups");
  }

  @Override
  public String message(JudgedDifference difference) {
    String what =
        difference.endsIn("expr")
            ? "the expression of an alert or recording rule"
            : difference.endsIn("for")
                ? "the time that an alert waits before it fires"
                : difference.path().toString();
    return "%s %s".formatted(what, difference.comparison());
  }
}
