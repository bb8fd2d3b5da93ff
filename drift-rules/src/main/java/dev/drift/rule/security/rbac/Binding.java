package dev.drift.rule.security.rbac;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A RoleBinding or ClusterRoleBinding.
///
/// @param role which may not be there
public record Binding(ResourceId id, ResourceId role, Set<Subject> subjects) {
  public Binding {
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(role, "role is null");
    subjects = new TreeSet<>(subjects);
  }

  public static Binding of(ResourceId id, Value.Obj content) {
    Value.Obj reference = content.object("roleRef");
    String kind = reference.text("kind").orElse("");
    boolean ofNamespace = kind.equals("Role");
    return new Binding(
        id,
        new ResourceId(
            ofNamespace ? Kinds.ROLE : Kinds.CLUSTER_ROLE,
            ofNamespace ? id.namespace() : "",
            reference.text("name").orElse("")),
        content.list("subjects").stream()
            .map(subject -> Subject.of(subject, id.namespace()))
            .flatMap(Optional::stream)
            .collect(Collectors.toSet()));
  }

  /// Where it gives rights: empty for the whole cluster.
  String scope() {
    return id.namespace();
  }
}
