package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// The content of a Secret is not what Git says.
final class SecretContentChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC001",
          "changed-secret",
          Category.SECURITY,
          Severity.HIGH,
          "The content of a Secret is not what Git says.",
          "A changed credential locks workloads out, or lets somebody else in.",
          "The password in the Secret hive/postgres was rotated by hand.",
          "Find out who changed it; restore it from Git, or rotate it and update Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Kinds.SECRET) && difference.passes("data");
  }

  @Override
  public String message(Judged difference) {
    return "the key %s of the Secret %s"
        .formatted(
            difference.lastName(),
            switch (difference.change()) {
              case ADDED, UNMANAGED -> "is not in Git";
              case REMOVED, MISSING -> "is gone from the cluster";
              case CHANGED, DEFAULT_CHANGED, REORDERED -> "has another value than in Git";
            });
  }
}
