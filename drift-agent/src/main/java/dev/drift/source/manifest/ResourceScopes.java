package dev.drift.source.manifest;

import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Which kinds live outside of namespaces: those of Kubernetes itself, and those whose
/// CustomResourceDefinition says so. Argo CD takes any other for namespaced, and the engine takes
/// the namespace away again if the cluster knows better.
public final class ResourceScopes {
  private static final Set<GroupKind> CLUSTER_SCOPED =
      Set.of(
          Kinds.NAMESPACE,
          Kinds.NODE,
          Kinds.PERSISTENT_VOLUME,
          Kinds.MUTATING_WEBHOOK_CONFIGURATION,
          Kinds.VALIDATING_WEBHOOK_CONFIGURATION,
          new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicy"),
          new GroupKind("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding"),
          new GroupKind("admissionregistration.k8s.io", "MutatingAdmissionPolicy"),
          new GroupKind("admissionregistration.k8s.io", "MutatingAdmissionPolicyBinding"),
          Kinds.CUSTOM_RESOURCE_DEFINITION,
          Kinds.API_SERVICE,
          Kinds.CERTIFICATE_SIGNING_REQUEST,
          new GroupKind("certificates.k8s.io", "ClusterTrustBundle"),
          Kinds.FLOW_SCHEMA,
          Kinds.PRIORITY_LEVEL_CONFIGURATION,
          new GroupKind("networking.k8s.io", "IngressClass"),
          new GroupKind("networking.k8s.io", "IPAddress"),
          new GroupKind("networking.k8s.io", "ServiceCIDR"),
          new GroupKind("node.k8s.io", "RuntimeClass"),
          new GroupKind("rbac.authorization.k8s.io", "ClusterRole"),
          new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding"),
          new GroupKind("resource.k8s.io", "DeviceClass"),
          new GroupKind("resource.k8s.io", "ResourceSlice"),
          Kinds.PRIORITY_CLASS,
          Kinds.STORAGE_CLASS,
          Kinds.VOLUME_ATTRIBUTES_CLASS,
          new GroupKind("storage.k8s.io", "CSIDriver"),
          new GroupKind("storage.k8s.io", "CSINode"),
          new GroupKind("storage.k8s.io", "VolumeAttachment"));

  private final Set<GroupKind> clusterScoped;

  private ResourceScopes(Set<GroupKind> clusterScoped) {
    this.clusterScoped = clusterScoped;
  }

  /// @param manifests among which are CustomResourceDefinitions
  public static ResourceScopes of(Collection<Manifest> manifests) {
    Set<GroupKind> all = new HashSet<>(CLUSTER_SCOPED);
    for (Manifest manifest : manifests) {
      if (manifest.is(Kinds.CUSTOM_RESOURCE_DEFINITION)) {
        Value.Obj spec = manifest.content().object("spec");
        if (spec.text("scope").orElse("").equals("Cluster")) {
          all.add(
              new GroupKind(
                  spec.text("group").orElse(""), spec.object("names").text("kind").orElse("")));
        }
      }
    }
    return new ResourceScopes(all);
  }

  public boolean isNamespaced(GroupKind kind) {
    return !clusterScoped.contains(kind);
  }
}
