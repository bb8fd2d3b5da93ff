package dev.drift.explain;

import dev.drift.canonical.TypeTable;
import dev.drift.model.GroupKind;
import java.util.Map;
import java.util.Set;

/// What the controllers of Kubernetes make of which object, each with itself as the controller.
///
/// Whoever may make an object may write any owner into it, and nothing removes it again: so only
/// such an owner counts as has a controller that makes such objects. Custom kinds, on either side,
/// are the business of operators, who may make anything but rights: what gives those, or decides
/// about requests, is told whoever made it.
final class Controllers {
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
  private static final GroupKind REVISION = new GroupKind("apps", "ControllerRevision");
  private static final GroupKind SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");

  private static final GroupKind SERVICE = new GroupKind("", "Service");
  private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

  /// API groups of what gives rights or decides about requests.
  private static final Set<String> POWERS =
      Set.of("rbac.authorization.k8s.io", "admissionregistration.k8s.io");

  private static final Map<GroupKind, Set<GroupKind>> MADE =
      Map.ofEntries(
          // Flink's JobManager and Spark's driver make what their workers need.
          Map.entry(
              new GroupKind("apps", "Deployment"),
              Set.of(new GroupKind("apps", "ReplicaSet"), SERVICE, CONFIG_MAP)),
          Map.entry(new GroupKind("apps", "ReplicaSet"), Set.of(POD)),
          Map.entry(new GroupKind("", "ReplicationController"), Set.of(POD)),
          Map.entry(new GroupKind("apps", "DaemonSet"), Set.of(POD, REVISION)),
          Map.entry(new GroupKind("apps", "StatefulSet"), Set.of(POD, REVISION, CLAIM)),
          Map.entry(new GroupKind("batch", "CronJob"), Set.of(new GroupKind("batch", "Job"))),
          Map.entry(
              new GroupKind("batch", "Job"),
              Set.of(
                  POD,
                  new GroupKind("scheduling.k8s.io", "Workload"),
                  new GroupKind("scheduling.k8s.io", "PodGroup"))),
          Map.entry(SERVICE, Set.of(SLICE)),
          Map.entry(new GroupKind("", "Endpoints"), Set.of(SLICE)),
          // Volumes and devices that end with their Pod.
          Map.entry(
              POD,
              Set.of(
                  CLAIM, new GroupKind("resource.k8s.io", "ResourceClaim"), SERVICE, CONFIG_MAP)),
          Map.entry(
              new GroupKind("scheduling.k8s.io", "PodGroup"),
              Set.of(new GroupKind("resource.k8s.io", "ResourceClaim"))),
          // The mirrors of static Pods, and the devices of the Node.
          Map.entry(
              new GroupKind("", "Node"),
              Set.of(POD, new GroupKind("resource.k8s.io", "ResourceSlice"))));

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
