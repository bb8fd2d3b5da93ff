package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// Users and groups belong to the RBAC API group, ServiceAccounts to the core group.
///
/// `SetDefaults_Subject` in pkg/apis/rbac/v1/defaults.go of Kubernetes.
final class SubjectGroups implements ComputedDefault {
  private static final String RBAC = "rbac.authorization.k8s.io";

  @Override
  public String what() {
    return "apiGroup of subjects";
  }

  @Override
  public List<String> paths() {
    return List.of("RoleBinding subjects[].apiGroup", "ClusterRoleBinding subjects[].apiGroup");
  }

  @Override
  public boolean concerns(KindSchema schema) {
    return schema.apiVersion().startsWith(RBAC + "/") && schema.kind().endsWith("RoleBinding");
  }

  @Override
  public Value.Obj apply(KindSchema schema, Value.Obj written, Value.Obj object) {
    return Edits.each(
        object,
        "subjects",
        subject ->
            switch (subject.text("kind").orElse("")) {
              case "User", "Group" -> Edits.orElse(subject, "apiGroup", Value.of(RBAC));
              default -> subject;
            });
  }
}
