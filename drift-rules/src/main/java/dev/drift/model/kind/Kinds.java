package dev.drift.model.kind;

import java.util.Set;

/// Kinds that Drift knows by name.
public final class Kinds {
  public static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
  public static final GroupKind ENDPOINTS = new GroupKind("", "Endpoints");
  public static final GroupKind LIMIT_RANGE = new GroupKind("", "LimitRange");
  public static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
  public static final GroupKind NODE = new GroupKind("", "Node");
  public static final GroupKind PERSISTENT_VOLUME = new GroupKind("", "PersistentVolume");
  public static final GroupKind PERSISTENT_VOLUME_CLAIM =
      new GroupKind("", "PersistentVolumeClaim");
  public static final GroupKind POD = new GroupKind("", "Pod");
  public static final GroupKind POD_TEMPLATE = new GroupKind("", "PodTemplate");
  public static final GroupKind REPLICATION_CONTROLLER = new GroupKind("", "ReplicationController");
  public static final GroupKind RESOURCE_QUOTA = new GroupKind("", "ResourceQuota");
  public static final GroupKind SECRET = new GroupKind("", "Secret");
  public static final GroupKind SERVICE = new GroupKind("", "Service");
  public static final GroupKind SERVICE_ACCOUNT = new GroupKind("", "ServiceAccount");

  public static final GroupKind CONTROLLER_REVISION = new GroupKind("apps", "ControllerRevision");
  public static final GroupKind DAEMON_SET = new GroupKind("apps", "DaemonSet");
  public static final GroupKind DEPLOYMENT = new GroupKind("apps", "Deployment");
  public static final GroupKind REPLICA_SET = new GroupKind("apps", "ReplicaSet");
  public static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");

  public static final GroupKind CRON_JOB = new GroupKind("batch", "CronJob");
  public static final GroupKind JOB = new GroupKind("batch", "Job");

  public static final GroupKind HORIZONTAL_POD_AUTOSCALER =
      new GroupKind("autoscaling", "HorizontalPodAutoscaler");

  public static final GroupKind POD_DISRUPTION_BUDGET =
      new GroupKind("policy", "PodDisruptionBudget");

  public static final GroupKind MUTATING_WEBHOOK_CONFIGURATION =
      new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration");
  public static final GroupKind VALIDATING_WEBHOOK_CONFIGURATION =
      new GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");

  public static final GroupKind CUSTOM_RESOURCE_DEFINITION =
      new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

  public static final GroupKind API_SERVICE = new GroupKind("apiregistration.k8s.io", "APIService");

  public static final GroupKind VERTICAL_POD_AUTOSCALER =
      new GroupKind("autoscaling.k8s.io", "VerticalPodAutoscaler");

  public static final GroupKind CERTIFICATE_SIGNING_REQUEST =
      new GroupKind("certificates.k8s.io", "CertificateSigningRequest");

  public static final GroupKind LEASE = new GroupKind("coordination.k8s.io", "Lease");

  public static final GroupKind ENDPOINT_SLICE = new GroupKind("discovery.k8s.io", "EndpointSlice");

  public static final GroupKind FLOW_SCHEMA =
      new GroupKind("flowcontrol.apiserver.k8s.io", "FlowSchema");
  public static final GroupKind PRIORITY_LEVEL_CONFIGURATION =
      new GroupKind("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration");

  public static final GroupKind INGRESS = new GroupKind("networking.k8s.io", "Ingress");
  public static final GroupKind INGRESS_CLASS = new GroupKind("networking.k8s.io", "IngressClass");
  public static final GroupKind NETWORK_POLICY =
      new GroupKind("networking.k8s.io", "NetworkPolicy");
  public static final GroupKind SERVICE_CIDR = new GroupKind("networking.k8s.io", "ServiceCIDR");

  public static final GroupKind RUNTIME_CLASS = new GroupKind("node.k8s.io", "RuntimeClass");

  public static final GroupKind CLUSTER_ROLE =
      new GroupKind("rbac.authorization.k8s.io", "ClusterRole");
  public static final GroupKind CLUSTER_ROLE_BINDING =
      new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding");
  public static final GroupKind ROLE = new GroupKind("rbac.authorization.k8s.io", "Role");
  public static final GroupKind ROLE_BINDING =
      new GroupKind("rbac.authorization.k8s.io", "RoleBinding");

  public static final GroupKind DEVICE_TAINT_RULE =
      new GroupKind("resource.k8s.io", "DeviceTaintRule");
  public static final GroupKind RESOURCE_CLAIM = new GroupKind("resource.k8s.io", "ResourceClaim");
  public static final GroupKind RESOURCE_SLICE = new GroupKind("resource.k8s.io", "ResourceSlice");

  public static final GroupKind POD_GROUP = new GroupKind("scheduling.k8s.io", "PodGroup");
  public static final GroupKind PRIORITY_CLASS =
      new GroupKind("scheduling.k8s.io", "PriorityClass");
  public static final GroupKind WORKLOAD = new GroupKind("scheduling.k8s.io", "Workload");

  public static final GroupKind STORAGE_CLASS = new GroupKind("storage.k8s.io", "StorageClass");
  public static final GroupKind VOLUME_ATTRIBUTES_CLASS =
      new GroupKind("storage.k8s.io", "VolumeAttributesClass");

  public static final GroupKind ARGO_APPLICATION = new GroupKind("argoproj.io", "Application");
  public static final GroupKind ARGO_APPLICATION_SET =
      new GroupKind("argoproj.io", "ApplicationSet");

  public static final GroupKind FLUX_HELM_RELEASE =
      new GroupKind("helm.toolkit.fluxcd.io", "HelmRelease");

  public static final GroupKind FLUX_KUSTOMIZATION =
      new GroupKind("kustomize.toolkit.fluxcd.io", "Kustomization");

  public static final GroupKind FLUX_HELM_REPOSITORY =
      new GroupKind("source.toolkit.fluxcd.io", "HelmRepository");

  public static final GroupKind FLUX_OCI_REPOSITORY =
      new GroupKind("source.toolkit.fluxcd.io", "OCIRepository");

  public static final GroupKind FLUX_GIT_REPOSITORY =
      new GroupKind("source.toolkit.fluxcd.io", "GitRepository");

  public static final GroupKind FLUX_HELM_CHART =
      new GroupKind("source.toolkit.fluxcd.io", "HelmChart");

  /// With one of these goes data, or everything within it, so Drift never deletes them.
  public static final Set<GroupKind> NEVER_DELETED =
      Set.of(PERSISTENT_VOLUME_CLAIM, PERSISTENT_VOLUME, NAMESPACE, CUSTOM_RESOURCE_DEFINITION);

  private Kinds() {}
}
