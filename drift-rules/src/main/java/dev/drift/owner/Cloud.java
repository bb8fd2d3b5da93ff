package dev.drift.owner;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A managed Kubernetes and what is known of the add-ons that it installs. Their manifests are
/// nowhere in the cluster.
///
/// @param name as people write it
/// @param version of an API server that is its; AKS does not name itself in it
/// @param node the beginning of the provider IDs of its nodes
/// @param nodeLabel that each of its nodes has
/// @param namespaces that it fills
/// @param names of its add-ons' objects; a star at the end stands for whatever follows
/// @param marks labels and annotations of its add-ons
/// @param managers the names that it writes under
record Cloud(
    String name,
    Pattern version,
    String node,
    String nodeLabel,
    Pattern namespaces,
    List<String> names,
    Set<String> marks,
    Pattern managers) {
  private static final String ADDON_MANAGER = "addonmanager.kubernetes.io/mode";

  /// The addon manager is a script around kubectl, so its name says little.
  private static final Pattern KUBECTL =
      Pattern.compile("kubectl|kubectl-client-side-apply|kube-addon-manager|addon-manager");

  /// https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-field-management.html
  /// https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
  private static final Cloud EKS =
      new Cloud(
          "EKS",
          Pattern.compile("v\\d+\\.\\d+\\.\\d+-eks-[0-9a-z]+"),
          "aws://",
          "eks.amazonaws.com/nodegroup",
          Pattern.compile("|kube-system|amazon-cloudwatch|amazon-guardduty"),
          List.of(
              "aws-node*",
              "amazon-vpc-cni*",
              "coredns*",
              "kube-dns",
              "kube-proxy*",
              "system:coredns",
              "eks:*",
              "eks-*",
              "vpc-*",
              "ebs-csi-*",
              "efs-csi-*",
              "snapshot-controller*",
              "aws-guardduty-agent*",
              "amazon-cloudwatch*",
              "cloudwatch-agent*"),
          Set.of("eks.amazonaws.com/component", "k8s-app", "app.kubernetes.io/name"),
          Pattern.compile("eks"));

  /// https://github.com/kubernetes/kubernetes/tree/master/cluster/addons/addon-manager
  private static final Cloud GKE =
      new Cloud(
          "GKE",
          Pattern.compile("v\\d+\\.\\d+\\.\\d+-gke\\.\\d+"),
          "gce://",
          "cloud.google.com/gke-nodepool",
          Pattern.compile("|kube-system|gke-[a-z-]+|gmp-system|gmp-public"),
          List.of(
              "event-exporter*",
              "fluentbit-gke*",
              "gke-*",
              "gmp-*",
              "konnectivity-agent*",
              "kube-dns*",
              "l7-default-backend*",
              "metrics-server*",
              "netd*",
              "node-local-dns*",
              "pdcsi-node*",
              "ip-masq-agent*",
              "antrea-*",
              "anetd*",
              "filestore-*",
              "premium-rwo",
              "standard-rwo",
              "standard"),
          Set.of(ADDON_MANAGER, "components.gke.io/component-name", "components.gke.io/layer"),
          KUBECTL);

  /// https://learn.microsoft.com/azure/aks/core-aks-concepts
  private static final Cloud AKS =
      new Cloud(
          "AKS",
          Pattern.compile(".*"),
          "azure://",
          "kubernetes.azure.com/cluster",
          Pattern.compile(
              "|kube-system|gatekeeper-system|calico-system|tigera-operator|aks-[a-z-]+"),
          List.of(
              "aks-*",
              "ama-*",
              "azure-*",
              "azurefile*",
              "azuredisk*",
              "cloud-node-manager*",
              "coredns*",
              "csi-azure*",
              "konnectivity-agent*",
              "kube-dns",
              "kube-proxy*",
              "managed-*",
              "metrics-server*",
              "microsoft-defender-*",
              "omsagent*"),
          Set.of(ADDON_MANAGER, "kubernetes.azure.com/managedby"),
          KUBECTL);

  static final List<Cloud> ALL = List.of(EKS, GKE, AKS);

  boolean hasName(String object) {
    return names.stream()
        .anyMatch(
            name ->
                name.endsWith("*")
                    ? object.startsWith(name.substring(0, name.length() - 1))
                    : object.equals(name));
  }

  boolean hasNamespace(String namespace) {
    return namespaces.matcher(namespace).matches();
  }

  boolean hasManager(String manager) {
    return managers.matcher(manager).matches();
  }
}
