package dev.drift.canonical;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.PathPattern;
import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Fields that the API server does not change in an object that is there: to give them back the
/// value of Git, the object must be deleted and created again.
///
/// From the validation of updates in pkg/apis of Kubernetes (`ValidateImmutableField` and what is
/// like it); a test asks a real API server about each.
public final class ImmutableFields {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final Map<GroupKind, List<PathPattern>> FIELDS = new HashMap<>();

  static {
    add("apps", "Deployment", "spec.selector");
    add("apps", "ReplicaSet", "spec.selector");
    add("apps", "DaemonSet", "spec.selector");
    add(
        "apps",
        "StatefulSet",
        "spec.selector",
        "spec.serviceName",
        "spec.podManagementPolicy",
        "spec.volumeClaimTemplates");
    add(
        "batch",
        "Job",
        "spec.selector",
        "spec.template",
        "spec.completionMode",
        "spec.backoffLimitPerIndex",
        "spec.podFailurePolicy");
    add(
        "",
        "PersistentVolumeClaim",
        "spec.accessModes",
        "spec.selector",
        "spec.storageClassName",
        "spec.volumeMode",
        "spec.volumeName",
        "spec.dataSource",
        "spec.dataSourceRef");
    add("", "Secret", "type");
    add("storage.k8s.io", "StorageClass", "provisioner", "parameters", "reclaimPolicy");
    add("storage.k8s.io", "StorageClass", "volumeBindingMode");
    add(RBAC, "RoleBinding", "roleRef");
    add(RBAC, "ClusterRoleBinding", "roleRef");
    add("networking.k8s.io", "IngressClass", "spec.controller");
    add("scheduling.k8s.io", "PriorityClass", "value", "preemptionPolicy");
    add("node.k8s.io", "RuntimeClass", "handler");
    add("apiextensions.k8s.io", "CustomResourceDefinition", "spec.group", "spec.scope");
  }

  /// All fields of a running Pod that may change.
  private static final List<PathPattern> MUTABLE_OF_POD =
      patterns(
          "spec.containers[*].image",
          "spec.initContainers[*].image",
          "spec.activeDeadlineSeconds",
          "spec.tolerations",
          "spec.schedulingGates",
          "spec.ephemeralContainers",
          "spec.containers[*].resources");

  private ImmutableFields() {}

  /// @param live the object as it is: a ConfigMap or Secret may say of itself that it is immutable
  public static boolean contain(GroupKind kind, Path path, Value.Obj live) {
    if (kind.equals(Kinds.POD)) {
      return path.startsWith(Path.of("spec"))
          && MUTABLE_OF_POD.stream().noneMatch(pattern -> pattern.matchesPrefix(path));
    }
    boolean sealed =
        (kind.equals(Kinds.CONFIG_MAP) || kind.equals(Kinds.SECRET))
            && live.get("immutable").equals(Optional.of(Value.of(true)));
    if (sealed && !path.startsWith(Path.of("metadata"))) {
      return true;
    }
    return FIELDS.getOrDefault(kind, List.of()).stream()
        .anyMatch(pattern -> pattern.matchesPrefix(path));
  }

  private static void add(String group, String kind, String... paths) {
    FIELDS.merge(
        new GroupKind(group, kind),
        patterns(paths),
        (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
  }

  private static List<PathPattern> patterns(String... paths) {
    return Stream.of(paths).map(PathPattern::parse).toList();
  }
}
