package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// The routing of a Service or Ingress differs from Git.
final class ServiceChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF001", "changed-service", Category.INFRASTRUCTURE, Severity.HIGH)
          .what("The routing of a Service or Ingress differs from Git.")
          .why("Clients reach ports, Pods or networks that nobody reviewed.")
          .example("A Service has type LoadBalancer, but Git declares ClusterIP.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return (difference.kind().equals(Kinds.SERVICE) || difference.kind().equals(Kinds.INGRESS))
        && difference.passes("spec");
  }
}
