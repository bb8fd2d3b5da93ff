package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A Gateway, or what it routes where, is not what Git says.
final class GatewayRouteChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF005",
          "changed-gateway-route",
          Category.INFRASTRUCTURE,
          Severity.HIGH,
          "A Gateway, or what it routes where, is not what Git says.",
          "Users reach another service, none, or one without encryption.",
          "The weights of an HTTPRoute still send half of the requests to a canary.",
          "Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().group().equals("gateway.networking.k8s.io")
        && difference.passes("spec");
  }
}
