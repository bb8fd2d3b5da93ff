package dev.drift.kubernetes.read;

import java.util.Set;

/// The API groups that Kubernetes itself defines.
public final class BuiltInGroups {
  /// Groups of the API server itself that have a dot in their name; those of CRDs always do, those
  /// without one are Kubernetes' own.
  private static final Set<String> DOTTED =
      Set.of(
          "admissionregistration.k8s.io",
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
          "rbac.authorization.k8s.io",
          "resource.k8s.io",
          "scheduling.k8s.io",
          "storage.k8s.io",
          "storagemigration.k8s.io");

  private BuiltInGroups() {}

  /// Whether Kubernetes itself defines the kinds of this group.
  public static boolean contain(String group) {
    return group.indexOf('.') < 0 || DOTTED.contains(group);
  }
}
