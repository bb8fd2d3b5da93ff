package dev.drift.explain;

import dev.drift.canonical.schema.TypeTable;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import java.util.Map;
import java.util.Set;

/// What the controllers of Kubernetes make of which object, each with itself as the controller.
///
/// Whoever may make an object may write any owner into it, and nothing removes it again: so only
/// such an owner counts as has a controller that makes such objects. Custom kinds, on either side,
/// are the business of operators, who may make anything but rights: what gives those, or decides
/// about requests, is reported whoever made it.
final class Controllers {
  /// API groups of what gives rights or decides about requests.
  private static final Set<String> POWERS =
      Set.of("rbac.authorization.k8s.io", "admissionregistration.k8s.io");

  private static final Map<GroupKind, Set<GroupKind>> MADE =
      Map.ofEntries(
          // Flink's JobManager and Spark's driver make what their workers need.
          Map.entry(Kinds.DEPLOYMENT, Set.of(Kinds.REPLICA_SET, Kinds.SERVICE, Kinds.CONFIG_MAP)),
          Map.entry(Kinds.REPLICA_SET, Set.of(Kinds.POD)),
          Map.entry(Kinds.REPLICATION_CONTROLLER, Set.of(Kinds.POD)),
          Map.entry(Kinds.DAEMON_SET, Set.of(Kinds.POD, Kinds.CONTROLLER_REVISION)),
          Map.entry(
              Kinds.STATEFUL_SET,
              Set.of(Kinds.POD, Kinds.CONTROLLER_REVISION, Kinds.PERSISTENT_VOLUME_CLAIM)),
          Map.entry(Kinds.CRON_JOB, Set.of(Kinds.JOB)),
          Map.entry(Kinds.JOB, Set.of(Kinds.POD, Kinds.WORKLOAD, Kinds.POD_GROUP)),
          Map.entry(Kinds.SERVICE, Set.of(Kinds.ENDPOINT_SLICE)),
          Map.entry(Kinds.ENDPOINTS, Set.of(Kinds.ENDPOINT_SLICE)),
          // Volumes and devices that end with their Pod.
          Map.entry(
              Kinds.POD,
              Set.of(
                  Kinds.PERSISTENT_VOLUME_CLAIM,
                  Kinds.RESOURCE_CLAIM,
                  Kinds.SERVICE,
                  Kinds.CONFIG_MAP)),
          Map.entry(Kinds.POD_GROUP, Set.of(Kinds.RESOURCE_CLAIM)),
          // The mirrors of static Pods, and the devices of the Node.
          Map.entry(Kinds.NODE, Set.of(Kinds.POD, Kinds.RESOURCE_SLICE)));

  private Controllers() {}

  static boolean make(GroupKind kind, GroupKind controller) {
    if (POWERS.contains(kind.group())) {
      return false;
    }
    boolean builtIn =
        TypeTable.newest().isBuiltIn(kind) && TypeTable.newest().isBuiltIn(controller);
    return !builtIn || MADE.getOrDefault(controller, Set.of()).contains(kind);
  }
}
