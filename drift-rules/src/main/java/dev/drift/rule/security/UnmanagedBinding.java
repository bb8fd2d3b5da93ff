package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.Kinds;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Scene;
import dev.drift.rule.security.rbac.Effect;
import dev.drift.rule.security.rbac.Effects;
import java.util.List;
import java.util.Optional;

/// A RoleBinding or ClusterRoleBinding is in the cluster and nowhere in Git.
final class UnmanagedBinding implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "SEC007",
          "unmanaged-binding",
          Category.SECURITY,
          Severity.HIGH,
          "A RoleBinding or ClusterRoleBinding is in the cluster and nowhere in Git.",
          "It gives permissions that nobody reviewed, and that stay when nobody needs them any more.",
          "`kubectl create clusterrolebinding emergency-access --clusterrole=cluster-admin` during a night shift, and never taken back.",
          "Delete the binding, or declare it in Git; look in the audit log for what was done with it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return difference.change() == Change.UNMANAGED
        && Kinds.isRbac(difference.kind())
        && difference.kind().kind().endsWith("Binding");
  }

  @Override
  public String message(Judged difference) {
    ResourceId id = difference.difference().resource().id();
    Optional<Effect> effect = Effects.of(id, difference.scene());
    if (effect.isEmpty()) {
      return "%s is in the cluster and nowhere in Git".formatted(id);
    }
    return effect.get().isNone()
        ? "%s is nowhere in Git; it gives nobody more than Git does".formatted(id)
        : "%s, by %s, which is nowhere in Git".formatted(effect.get().sentence(), id);
  }

  @Override
  public List<String> details(ResourceId resource, Scene scene) {
    return Effects.of(resource, scene).map(Effect::details).orElse(List.of());
  }

  @Override
  public Severity severity(Judged difference) {
    return Effects.severityOfUnmanaged(difference.difference().resource().id(), difference.scene());
  }
}
