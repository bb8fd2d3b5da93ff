package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Path;
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

/// The rules of a Role or ClusterRole differ from Git, or it is missing. Reports the effective
/// permissions, not the changed rules.
final class RoleWidened implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC002", "changed-permissions", Category.SECURITY, Severity.HIGH)
          .what("The rules of a Role or ClusterRole differ from Git, or it is missing.")
          .why("Permissions decide who can read Secrets and run Pods.")
          .example("A rule with `verbs: [\"*\"]` was added to the Role trino/operator.")
          .remedy(
              "Undo the change; check the audit log for use of the permissions in the meantime.");

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
    boolean role =
        KindCategories.isRbac(difference.kind()) && difference.kind().kind().endsWith("Role");
    return role
        && (difference.passes("rules")
            || difference.passes("aggregationRule")
            || isAggregationLabel(difference)
            || difference.change() == Change.MISSING);
  }

  /// By their labels, ClusterRoles are taken into others.
  private static boolean isAggregationLabel(JudgedDifference difference) {
    return difference.path().startsWith(Path.of("metadata", "labels"))
        && difference.lastName().contains("aggregate-to-");
  }

  @Override
  public String message(JudgedDifference difference) {
    ResourceId role = difference.difference().resource().id();
    String plain =
        difference.isWhole()
            ? "%s is declared in Git but missing from the cluster".formatted(role)
            : "the permissions of %s differ from Git: %s %s"
                .formatted(role, difference.path(), difference.comparison());
    Optional<PermissionChange> effect = PermissionChanges.of(role, difference.world());
    if (effect.isEmpty()) {
      return plain;
    }
    return effect
        .filter(one -> !one.isNone())
        .map(PermissionChange::sentence)
        .or(() -> PermissionChanges.ofUnbound(role, difference.world()))
        .orElse(plain + "; nobody's effective permissions change");
  }

  @Override
  public List<String> details(ResourceId resource, MaskedWorld world) {
    return PermissionChanges.of(resource, world).map(PermissionChange::details).orElse(List.of());
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    ResourceId id = difference.difference().resource().id();
    return PermissionChanges.of(id, difference.world())
        .map(effect -> severity(effect, difference))
        .orElseGet(() -> PermissionChanges.severityOfUnknown(id, difference.world()));
  }

  /// A role that nobody is bound to gives rights to whoever will be: Git may not hide that it was
  /// widened.
  private static Severity severity(PermissionChange effect, JudgedDifference difference) {
    if (!effect.isNone()) {
      return difference.isWhole() ? Severity.HIGH : effect.severity();
    }
    if (difference.isWhole()) {
      return Severity.MEDIUM;
    }
    return PermissionChanges.ofUnbound(difference.difference().resource().id(), difference.world())
            .isPresent()
        ? Severity.HIGH
        : Severity.LOW;
  }
}
