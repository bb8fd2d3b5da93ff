package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A binding gives its role to others than Git says, or gives another role.
final class SubjectChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC003",
          "changed-subject",
          Category.SECURITY,
          Severity.HIGH,
          "A binding gives its role to others than Git says, or gives another role.",
          "Whoever is bound has the role's permissions at once.",
          "The group `contractors` was added to the RoleBinding trino/admins.",
          "Restore the binding from Git; look in the audit log for what the subject did.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return Kinds.isRbac(difference.kind())
        && (difference.passes("subjects") || difference.passes("roleRef"));
  }

  @Override
  public String message(Judged difference) {
    return "%s binds others than Git says: %s %s"
        .formatted(difference.difference().resource(), difference.path(), difference.comparison());
  }
}
