package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.KindCategories;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.security.rbac.AccessGraph;
import dev.drift.rule.security.rbac.PermissionChange;
import dev.drift.rule.security.rbac.PermissionChanges;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;

/// A RoleBinding or ClusterRoleBinding is in the cluster but not in Git.
final class UnmanagedBinding implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC007", "unmanaged-binding", Category.SECURITY, Severity.HIGH)
          .what("A RoleBinding or ClusterRoleBinding is in the cluster but not in Git.")
          .why(
              "It grants permissions that nobody reviewed and that remain when they are no longer needed.")
          .example(
              "`kubectl create clusterrolebinding emergency-access --clusterrole=cluster-admin` was run during an incident and never reverted.")
          .remedy(
              "Delete the binding, or declare it in Git; check the audit log for what was done with it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Reads reads() {
    return AccessGraph.READS;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.change() == Change.UNMANAGED
        && KindCategories.isRbac(difference.kind())
        && difference.kind().kind().endsWith("Binding");
  }

  @Override
  public String message(JudgedDifference difference) {
    ResourceId id = difference.difference().resource().id();
    Optional<PermissionChange> effect = PermissionChanges.of(id, difference.world());
    if (effect.isEmpty()) {
      return "%s is in the cluster but not in Git".formatted(id);
    }
    return effect.get().isNone()
        ? "%s is not in Git; it grants nobody more than Git does".formatted(id)
        : "%s, granted by %s, which is not in Git".formatted(effect.get().sentence(), id);
  }

  @Override
  public List<String> details(ResourceId resource, MaskedWorld world) {
    return PermissionChanges.of(resource, world).map(PermissionChange::details).orElse(List.of());
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    return PermissionChanges.severityOfUnmanaged(
        difference.difference().resource().id(), difference.world());
  }
}
