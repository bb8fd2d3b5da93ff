package dev.drift.rule.infrastructure;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Set;

/// The exposure of a Service differs from Git.
final class ServiceExposed implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF003", "exposed-service", Category.INFRASTRUCTURE, Severity.HIGH)
          .what("The exposure of a Service differs from Git.")
          .why(
              "Its Pods may answer requests from outside the cluster, past the proxies and checks that should come first.")
          .example("A Service was changed from ClusterIP to LoadBalancer for a test from a laptop.")
          .remedy("Undo the change; check for outside connections in the meantime.");
  private static final Path TYPE = Path.of("spec", "type");
  private static final Set<String> OUTSIDE = Set.of("LoadBalancer", "NodePort");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.kind().equals(Kinds.SERVICE)
        && (difference.path().equals(TYPE)
            || difference.passes("externalIPs")
            || difference.passes("loadBalancerSourceRanges"));
  }

  @Override
  public String message(JudgedDifference difference) {
    if (difference.path().equals(TYPE)) {
      return "the Service has type %s, but Git declares %s: %s"
          .formatted(
              JudgedDifference.text(difference.live()),
              JudgedDifference.text(difference.desired()),
              reach(difference));
    }
    return "%s %s".formatted(difference.lastName(), difference.comparison());
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return difference.path().equals(TYPE) && !isOutside(difference.live())
        ? Severity.MEDIUM
        : INFO.severity();
  }

  private static String reach(JudgedDifference difference) {
    if (isOutside(difference.live())) {
      return isOutside(difference.desired())
          ? "it can be reached from outside in a different way"
          : "it can be reached from outside the cluster";
    }
    return isOutside(difference.desired())
        ? "it can no longer be reached from outside the cluster"
        : "it is reached in a different way";
  }

  private static boolean isOutside(Shown type) {
    return OUTSIDE.contains(JudgedDifference.text(type));
  }
}
