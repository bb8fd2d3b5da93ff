package dev.drift.model;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Kinds that are read although Git does not name them: what somebody adds by hand.
public final class TrackedKinds {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";

  public static final Set<GroupKind> ALL =
      Set.of(
          new GroupKind("", "Pod"),
          new GroupKind("", "ReplicationController"),
          new GroupKind("", "ConfigMap"),
          new GroupKind("", "Secret"),
          new GroupKind("", "ServiceAccount"),
          new GroupKind("", "Service"),
          new GroupKind("", "PersistentVolumeClaim"),
          new GroupKind("", "PersistentVolume"),
          new GroupKind("", "ResourceQuota"),
          new GroupKind("", "LimitRange"),
          new GroupKind("apps", "Deployment"),
          new GroupKind("apps", "ReplicaSet"),
          new GroupKind("apps", "StatefulSet"),
          new GroupKind("apps", "DaemonSet"),
          new GroupKind("batch", "Job"),
          new GroupKind("batch", "CronJob"),
          new GroupKind("autoscaling", "HorizontalPodAutoscaler"),
          new GroupKind("policy", "PodDisruptionBudget"),
          new GroupKind("networking.k8s.io", "Ingress"),
          new GroupKind("networking.k8s.io", "NetworkPolicy"),
          new GroupKind(RBAC, "Role"),
          new GroupKind(RBAC, "RoleBinding"),
          new GroupKind(RBAC, "ClusterRole"),
          new GroupKind(RBAC, "ClusterRoleBinding"),
          new GroupKind("storage.k8s.io", "StorageClass"),
          new GroupKind(ADMISSION, "MutatingWebhookConfiguration"),
          new GroupKind(ADMISSION, "ValidatingWebhookConfiguration"),
          new GroupKind("scheduling.k8s.io", "PriorityClass"),
          new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"));

  private static final Set<GroupKind> WORKLOADS =
      Set.of(
          new GroupKind("apps", "Deployment"),
          new GroupKind("apps", "ReplicaSet"),
          new GroupKind("apps", "StatefulSet"),
          new GroupKind("apps", "DaemonSet"),
          new GroupKind("batch", "Job"),
          new GroupKind("batch", "CronJob"),
          new GroupKind("", "ReplicationController"));

  /// What controllers make of workloads: somebody may change a Pod under a workload that is as Git
  /// says.
  private static final Set<GroupKind> CHILDREN =
      Set.of(
          new GroupKind("", "Pod"),
          new GroupKind("apps", "ReplicaSet"),
          new GroupKind("apps", "ControllerRevision"));

  /// A custom kind that sets the resources of Pods.
  public static final GroupKind VERTICAL_AUTOSCALER =
      new GroupKind("autoscaling.k8s.io", "VerticalPodAutoscaler");

  private static final GroupKind AUTOSCALER =
      new GroupKind("autoscaling", "HorizontalPodAutoscaler");

  private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  private static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final GroupKind INGRESS = new GroupKind("networking.k8s.io", "Ingress");

  /// What marks itself as the default for a kind, binds to it, or gives it an overhead.
  private static final Map<GroupKind, Set<GroupKind>> EXPLAINED_BY =
      Map.of(
          CLAIM,
          Set.of(
              new GroupKind("", "PersistentVolume"),
              new GroupKind("storage.k8s.io", "StorageClass")),
          INGRESS,
          Set.of(new GroupKind("networking.k8s.io", "IngressClass")),
          POD,
          Set.of(new GroupKind("node.k8s.io", "RuntimeClass")));

  private TrackedKinds() {}

  /// The kinds of which undeclared objects are looked for.
  ///
  /// @param used kinds that Git uses
  public static Set<GroupKind> undeclared(Claim claim, Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>(ALL);
    kinds.addAll(used);
    if (claim.everything()) {
      kinds.add(NAMESPACE);
    }
    return kinds;
  }

  /// All kinds that are read if Git uses these.
  public static Set<GroupKind> with(Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>(ALL);
    kinds.addAll(used);
    kinds.addAll(explaining(used));
    if (hasPods(used)) {
      kinds.addAll(CHILDREN);
    }
    return kinds;
  }

  /// The kinds without which a difference of an object of these cannot be told from drift.
  public static Set<GroupKind> explaining(Set<GroupKind> used) {
    Set<GroupKind> kinds = new TreeSet<>();
    EXPLAINED_BY.forEach(
        (kind, others) -> {
          if (used.contains(kind)) {
            kinds.addAll(others);
          }
        });
    if (hasPods(used)) {
      kinds.add(AUTOSCALER);
    }
    return kinds;
  }

  /// Whether there are workloads among these.
  public static boolean hasPods(Set<GroupKind> used) {
    return used.stream().anyMatch(WORKLOADS::contains);
  }
}
