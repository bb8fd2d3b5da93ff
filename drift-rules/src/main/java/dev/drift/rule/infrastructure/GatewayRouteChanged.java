package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A Gateway or its routes differ from Git.
final class GatewayRouteChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF005", "changed-gateway-route", Category.INFRASTRUCTURE, Severity.HIGH)
          .what("A Gateway or its routes differ from Git.")
          .why("Users reach the wrong service, none at all, or one without encryption.")
          .example("The weights of an HTTPRoute still send half of the traffic to a canary.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().group().equals("gateway.networking.k8s.io")
        && difference.passes("spec");
  }
}
