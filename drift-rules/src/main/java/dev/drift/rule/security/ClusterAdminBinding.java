package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.security.rbac.AccessGraph;
import dev.drift.rule.security.rbac.Binding;
import dev.drift.rule.security.rbac.Subject;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A subject other than the API server's own group is bound to cluster-admin.
final class ClusterAdminBinding implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC014", "cluster-admin-binding", Category.SECURITY, Severity.HIGH)
          .what("A binding grants the ClusterRole cluster-admin.")
          .why("Anyone who takes over that account controls the cluster, or the namespace.")
          .example(
              "An operator's ServiceAccount was bound to cluster-admin to make the operator start.")
          .remedy("Bind a role that allows only what is needed.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final String ROLE = "cluster-admin";

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.ROLE_BINDING, Kinds.CLUSTER_ROLE_BINDING);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    Binding binding = Binding.of(resource.id(), resource.content());
    boolean admin =
        binding.role().groupKind().equals(Kinds.CLUSTER_ROLE) && binding.role().name().equals(ROLE);
    if (!admin || AccessGraph.isServersOwn(resource) || binding.subjects().isEmpty()) {
      return List.of();
    }
    String namespace = resource.id().namespace();
    boolean everybody = binding.subjects().stream().anyMatch(Subject::isEverybody);
    Severity here = namespace.isEmpty() ? Severity.HIGH : Severity.MEDIUM;
    return List.of(
        new Offence(
            resource.ref(),
            Path.of("roleRef"),
            everybody ? Severity.CRITICAL : here,
            "it grants all permissions in %s to %s"
                .formatted(
                    namespace.isEmpty() ? "the cluster" : namespace,
                    binding.subjects().stream()
                        .map(Subject::toString)
                        .collect(Collectors.joining(", ")))));
  }
}
