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

/// A Role or ClusterRole is in the cluster but not in Git.
final class UnmanagedRole implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC008", "unmanaged-role", Category.SECURITY, Severity.HIGH)
          .what("A Role or ClusterRole is in the cluster but not in Git.")
          .why("Subjects bound to it have permissions that nobody reviewed.")
          .example(
              "A ClusterRole `debug` that can read all Secrets was created by hand and bound to a team.")
          .remedy("Delete the role and its bindings, or declare them in Git.");

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
        && difference.kind().kind().endsWith("Role");
  }

  @Override
  public String message(JudgedDifference difference) {
    ResourceId id = difference.difference().resource().id();
    Optional<PermissionChange> effect = PermissionChanges.of(id, difference.world());
    if (effect.isEmpty()) {
      return "%s is in the cluster but not in Git".formatted(id);
    }
    if (!effect.get().isNone()) {
      return "%s, granted by %s, which is not in Git".formatted(effect.get().sentence(), id);
    }
    return PermissionChanges.ofUnbound(id, difference.world())
        .map(sentence -> "%s; it is not in Git".formatted(sentence))
        .orElse("%s is not in Git; it grants nobody more than Git does".formatted(id));
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
