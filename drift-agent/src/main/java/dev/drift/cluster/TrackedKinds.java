package dev.drift.cluster;

import dev.drift.model.GroupKind;
import java.util.List;
import java.util.Set;

/// Kinds that are looked at although Git does not name them: what somebody adds by hand.
final class TrackedKinds {
  private static final String RBAC = "rbac.authorization.k8s.io";
  private static final String ADMISSION = "admissionregistration.k8s.io";

  static final List<GroupKind> ALL =
      List.of(
          new GroupKind("", "ConfigMap"),
          new GroupKind("", "Secret"),
          new GroupKind("", "ServiceAccount"),
          new GroupKind("", "Service"),
          new GroupKind("", "PersistentVolumeClaim"),
          new GroupKind("", "ResourceQuota"),
          new GroupKind("", "LimitRange"),
          new GroupKind("apps", "Deployment"),
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
          new GroupKind("", "PersistentVolume"),
          new GroupKind(ADMISSION, "MutatingWebhookConfiguration"),
          new GroupKind(ADMISSION, "ValidatingWebhookConfiguration"),
          new GroupKind("scheduling.k8s.io", "PriorityClass"),
          new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"));

  /// Groups of the API server itself that have a dot in their name; those of CRDs always do, those
  /// without one are Kubernetes' own.
  private static final Set<String> OWN_GROUPS =
      Set.of(
          ADMISSION,
          "apiextensions.k8s.io",
          "apiregistration.k8s.io",
          "authentication.k8s.io",
          "authorization.k8s.io",
          "certificates.k8s.io",
          "coordination.k8s.io",
          "discovery.k8s.io",
          "events.k8s.io",
          "flowcontrol.apiserver.k8s.io",
          "internal.apiserver.k8s.io",
          "networking.k8s.io",
          "node.k8s.io",
          RBAC,
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private TrackedKinds() {}

  /// Whether Kubernetes itself defines the kinds of this group.
  static boolean isBuiltIn(String group) {
    return group.indexOf('.') < 0 || OWN_GROUPS.contains(group);
  }
}
