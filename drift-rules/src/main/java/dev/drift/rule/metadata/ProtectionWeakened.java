package dev.drift.rule.metadata;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A label or annotation that enables a protection, or exempts from one, differs from Git.
final class ProtectionWeakened implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC022", "weakened-protection", Category.SECURITY, Severity.HIGH)
          .what(
              "A label or annotation that enables a protection, or exempts from one, differs from Git.")
          .why(
              "Pod Security, admission, service meshes and ingress controllers act on labels and annotations: one word decides what may run and who gets in.")
          .example(
              "`kubectl label namespace trino pod-security.kubernetes.io/enforce-` was run to start a debug Pod.")
          .remedy("Undo the change; check what was started or admitted in the meantime.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return Marks.isSecurity(difference);
  }

  @Override
  public String message(JudgedDifference difference) {
    return Marks.message(Marks.of(difference).orElseThrow(), difference);
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return Marks.severity(Marks.of(difference).orElseThrow(), difference);
  }
}
