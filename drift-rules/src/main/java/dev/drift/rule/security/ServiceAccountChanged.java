package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import dev.drift.model.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Set;

/// A ServiceAccount is not what Git says, in what it gives the Pods that run under it.
final class ServiceAccountChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC009",
          "changed-service-account",
          Category.SECURITY,
          Severity.HIGH,
          "A ServiceAccount gives its Pods another token, other registries or another role in the cloud than Git says.",
          "Every Pod under the account has what it gives, from its next start on.",
          "The annotation `eks.amazonaws.com/role-arn` of the ServiceAccount trino/trino-worker names an administrator.",
          "Undo the change, and restart what runs under it.");

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
  public boolean matches(Judged difference) {
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
  public String message(Judged difference) {
    if (difference.passes("metadata")) {
      return "its Pods have another role in the cloud: %s %s"
          .formatted(difference.lastName(), difference.comparison());
    }
    if (difference.endsIn("automountServiceAccountToken")) {
      return isDenied(difference)
          ? "its Pods get no token for the API server, unless they ask for one themselves"
          : "its Pods get a token for the API server, unless they decline it themselves";
    }
    return difference.passes("imagePullSecrets")
        ? "its Pods pull images with other credentials than Git says: %s %s"
            .formatted(difference.path(), difference.comparison())
        : "%s %s".formatted(difference.path(), difference.comparison());
  }

  @Override
  public Severity severity(Judged difference) {
    if (difference.passes("metadata")) {
      return Severity.HIGH;
    }
    boolean more = difference.endsIn("automountServiceAccountToken") && !isDenied(difference);
    return more ? Severity.HIGH : Severity.MEDIUM;
  }

  private static boolean isDenied(Judged difference) {
    return difference.live() instanceof Shown.Plain plain && plain.value().equals(Value.of(false));
  }
}
