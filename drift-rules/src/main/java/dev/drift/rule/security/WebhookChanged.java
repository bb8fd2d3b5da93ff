package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// An admission webhook is not what Git says.
final class WebhookChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC005",
          "changed-admission-webhook",
          Category.SECURITY,
          Severity.HIGH,
          "An admission webhook is not what Git says.",
          "A weakened webhook lets through what it should refuse.",
          "`failurePolicy` of a webhook is `Ignore` where Git says `Fail`.",
          "Restore the webhook configuration from Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isWebhook(difference.kind())
        && !difference.isWhole()
        && !difference.passes("metadata");
  }

  @Override
  public String message(Judged difference) {
    return "%s %s".formatted(difference.path(), difference.comparison());
  }
}
