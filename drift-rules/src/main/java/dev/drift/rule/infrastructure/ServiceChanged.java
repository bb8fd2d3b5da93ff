package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;

/// A Service or Ingress routes otherwise than Git says.
final class ServiceChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF001",
          "changed-service",
          Category.INFRASTRUCTURE,
          Severity.HIGH,
          "A Service or Ingress routes otherwise than Git says.",
          "Clients reach other ports, Pods or networks than was decided.",
          "A Service is of type LoadBalancer where Git says ClusterIP.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return (difference.kind().equals(Kinds.SERVICE) || difference.kind().equals(Kinds.INGRESS))
        && difference.passes("spec");
  }
}
