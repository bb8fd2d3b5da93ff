package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The privileges of a workload differ from Git.
final class SecurityContextChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC004", "changed-security-context", Category.SECURITY, Severity.HIGH)
          .what("The privileges of a workload differ from Git.")
          .why("Privileges and host access let a container break out to its node.")
          .example("A container runs with `privileged: true`.")
          .remedy("Undo the change.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.passes("securityContext")
        || difference.endsIn(
            "hostNetwork",
            "hostPID",
            "hostIPC",
            "hostUsers",
            "serviceAccountName",
            "serviceAccount",
            "automountServiceAccountToken")
        || difference.passes("hostPath");
  }

  @Override
  public String message(JudgedDifference difference) {
    return PrivilegeEffect.of(difference)
        .map(PrivilegeEffect::sentence)
        .orElseGet(() -> "%s %s".formatted(difference.path(), difference.comparison()));
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return PrivilegeEffect.of(difference).map(PrivilegeEffect::severity).orElse(INFO.severity());
  }
}
