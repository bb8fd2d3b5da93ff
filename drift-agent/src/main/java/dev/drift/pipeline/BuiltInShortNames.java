package dev.drift.pipeline;

import dev.drift.model.kind.GroupKind;
import java.util.List;
import java.util.Map;

/// The short names of built-in kinds, for kinds that no discovery describes: those of snapshots
/// that earlier versions recorded, and those that only Git has. `kubectl api-resources` lists them.
final class BuiltInShortNames {
  private static final Map<GroupKind, List<String>> ALL =
      Map.ofEntries(
          of("", "ComponentStatus", "cs"),
          of("", "ConfigMap", "cm"),
          of("", "Endpoints", "ep"),
          of("", "Event", "ev"),
          of("", "LimitRange", "limits"),
          of("", "Namespace", "ns"),
          of("", "Node", "no"),
          of("", "PersistentVolume", "pv"),
          of("", "PersistentVolumeClaim", "pvc"),
          of("", "Pod", "po"),
          of("", "ReplicationController", "rc"),
          of("", "ResourceQuota", "quota"),
          of("", "Service", "svc"),
          of("", "ServiceAccount", "sa"),
          of("apiextensions.k8s.io", "CustomResourceDefinition", "crd", "crds"),
          of("apps", "DaemonSet", "ds"),
          of("apps", "Deployment", "deploy"),
          of("apps", "ReplicaSet", "rs"),
          of("apps", "StatefulSet", "sts"),
          of("autoscaling", "HorizontalPodAutoscaler", "hpa"),
          of("batch", "CronJob", "cj"),
          of("certificates.k8s.io", "CertificateSigningRequest", "csr"),
          of("events.k8s.io", "Event", "ev"),
          of("networking.k8s.io", "IPAddress", "ip"),
          of("networking.k8s.io", "Ingress", "ing"),
          of("networking.k8s.io", "NetworkPolicy", "netpol"),
          of("policy", "PodDisruptionBudget", "pdb"),
          of("scheduling.k8s.io", "PriorityClass", "pc"),
          of("storage.k8s.io", "StorageClass", "sc"),
          of("storage.k8s.io", "VolumeAttributesClass", "vac"));

  private BuiltInShortNames() {}

  /// @return empty for a kind that has none
  static List<String> of(GroupKind kind) {
    return ALL.getOrDefault(kind, List.of());
  }

  private static Map.Entry<GroupKind, List<String>> of(String group, String kind, String... names) {
    return Map.entry(new GroupKind(group, kind), List.of(names));
  }
}
