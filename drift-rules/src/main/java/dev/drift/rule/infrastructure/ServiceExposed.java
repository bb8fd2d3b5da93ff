package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Set;

/// A Service is reachable from where Git does not say.
final class ServiceExposed implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "INF003",
          "exposed-service",
          Category.INFRASTRUCTURE,
          Severity.HIGH,
          "A Service is reachable from where Git does not say.",
          "Whatever listens there answers the outside, with nothing in between that was meant to be.",
          "A Service is of type LoadBalancer where Git says ClusterIP, for a test from a laptop.",
          "Undo the change; look for connections from outside meanwhile.");
  private static final Path TYPE = Path.of("spec", "type");
  private static final Set<String> OUTSIDE = Set.of("LoadBalancer", "NodePort");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.kind().equals(Kinds.SERVICE)
        && (difference.path().equals(TYPE)
            || difference.passes("externalIPs")
            || difference.passes("loadBalancerSourceRanges"));
  }

  @Override
  public String message(Judged difference) {
    if (difference.path().equals(TYPE)) {
      return "the Service is of type %s where Git says %s: %s"
          .formatted(
              Judged.text(difference.live()), Judged.text(difference.desired()), reach(difference));
    }
    return "%s %s".formatted(difference.lastName(), difference.comparison());
  }

  @Override
  public Severity severity(Judged difference) {
    return difference.path().equals(TYPE) && !isOutside(difference.live())
        ? Severity.MEDIUM
        : INFO.severity();
  }

  private static String reach(Judged difference) {
    if (isOutside(difference.live())) {
      return isOutside(difference.desired())
          ? "it is reached from outside another way"
          : "it can be reached from outside the cluster";
    }
    return isOutside(difference.desired())
        ? "it can no longer be reached from outside the cluster"
        : "it is reached another way";
  }

  private static boolean isOutside(Shown type) {
    return OUTSIDE.contains(Judged.text(type));
  }
}
