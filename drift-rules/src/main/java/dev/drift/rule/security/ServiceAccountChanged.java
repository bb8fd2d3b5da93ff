package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Set;

/// What a ServiceAccount gives its Pods differs from Git.
final class ServiceAccountChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC009", "changed-service-account", Category.SECURITY, Severity.HIGH)
          .what(
              "The token, image pull secrets or cloud role that a ServiceAccount gives its Pods differs from Git.")
          .why("Every Pod that uses the account is affected from its next start.")
          .example(
              "The annotation `eks.amazonaws.com/role-arn` of the ServiceAccount trino/trino-worker names an administrator role.")
          .remedy("Undo the change, then restart the Pods that use the account.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<String> CLOUD_ROLES =
      Set.of(
          "eks.amazonaws.com/role-arn",
          "iam.gke.io/gcp-service-account",
          "azure.workload.identity/client-id",
          "azure.workload.identity/tenant-id");

  @Override
  public boolean matches(JudgedDifference difference) {
    boolean annotation =
        difference.path().startsWith(Path.of("metadata", "annotations"))
            && CLOUD_ROLES.contains(difference.lastName());
    return difference.kind().equals(Kinds.SERVICE_ACCOUNT)
        && (annotation
            || difference.endsIn("automountServiceAccountToken")
            || difference.passes("imagePullSecrets")
            || difference.passes("secrets"));
  }

  @Override
  public String message(JudgedDifference difference) {
    if (difference.passes("metadata")) {
      return "its Pods may have a different cloud role: %s %s"
          .formatted(difference.lastName(), difference.comparison());
    }
    if (difference.endsIn("automountServiceAccountToken")) {
      return isDenied(difference)
          ? "its Pods get no API server token unless they request one"
          : "its Pods get an API server token unless they opt out";
    }
    return difference.passes("imagePullSecrets")
        ? "the image pull secrets of its Pods differ from Git: %s %s"
            .formatted(difference.path(), difference.comparison())
        : "%s %s".formatted(difference.path(), difference.comparison());
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    if (difference.passes("metadata")) {
      return Severity.HIGH;
    }
    boolean more = difference.endsIn("automountServiceAccountToken") && !isDenied(difference);
    return more ? Severity.HIGH : Severity.MEDIUM;
  }

  private static boolean isDenied(JudgedDifference difference) {
    return difference.live() instanceof Shown.Plain plain && plain.value().equals(Value.of(false));
  }
}
