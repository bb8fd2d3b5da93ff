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

/// The subjects or role of a binding differ from Git, or the binding is missing.
final class SubjectChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC003", "changed-subject", Category.SECURITY, Severity.HIGH)
          .what("The subjects or role of a binding differ from Git, or the binding is missing.")
          .why("Every bound subject has the role's permissions immediately.")
          .example("The group `contractors` was added to the RoleBinding trino/admins.")
          .remedy("Undo the change; check the audit log for what the subject did.");

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
    boolean binding =
        KindCategories.isRbac(difference.kind()) && difference.kind().kind().endsWith("Binding");
    return binding
        && (difference.passes("subjects")
            || difference.passes("roleRef")
            || difference.change() == Change.MISSING);
  }

  @Override
  public String message(JudgedDifference difference) {
    ResourceId binding = difference.difference().resource().id();
    String plain =
        difference.isWhole()
            ? "%s is declared in Git but missing from the cluster".formatted(binding)
            : "%s differs from Git: %s %s"
                .formatted(binding, difference.path(), difference.comparison());
    return PermissionChanges.of(binding, difference.world())
        .map(
            effect ->
                effect.isNone()
                    ? plain + "; nobody's effective permissions change"
                    : effect.sentence())
        .orElse(plain);
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

  /// Without its binding, what runs under an account fails.
  private static Severity severity(PermissionChange effect, JudgedDifference difference) {
    if (difference.isWhole()) {
      return effect.isNone() ? Severity.MEDIUM : Severity.HIGH;
    }
    return effect.severity();
  }
}
