package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static dev.drift.owner.TestCluster.writtenBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What speaks for an add-on of a managed Kubernetes, and what does not.
class CloudAddonsTest {
  private static final String EKS = "v1.33.1-eks-7f9249a";
  private static final GroupKind NODE = new GroupKind("", "Node");

  private static LiveResource node(String provider, String label) {
    return object(
        "{apiVersion: v1, kind: Node, metadata: {name: node-1, labels: {%s: x}}, spec: {providerID: '%s'}}"
            .formatted(label, provider));
  }

  private static final LiveResource AWS =
      node("aws:///eu-west-1a/i-0", "eks.amazonaws.com/nodegroup");

  private static LiveResource deployment(String namespace, String name, String label) {
    return object(
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: %s, namespace: %s, labels: {%s}}}"
            .formatted(name, namespace, label));
  }

  private static Ownership owner(String version, LiveResource node, LiveResource object) {
    return Owners.of(TestCluster.of(version, List.of(), object, node)).of(object);
  }

  private static final LiveResource COREDNS =
      writtenBy(
          "eks", deployment("kube-system", "coredns", "eks.amazonaws.com/component: coredns"));

  @Test
  void allOfItSpeaksForAnAddon() {
    assertThat(owner(EKS, AWS, COREDNS))
        .isEqualTo(
            new Ownership.Proven(
                "EKS add-ons",
                "its name, namespace, labels and field manager are those of an add-on",
                true));
  }

  @Test
  void rightsAreNeverCovered() {
    LiveResource role =
        writtenBy(
            "eks",
            object(
                """
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: "eks:extra", labels: {eks.amazonaws.com/component: x}}
                rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
                """));

    assertThat(owner(EKS, AWS, role))
        .isInstanceOfSatisfying(
            Ownership.Proven.class, proven -> assertThat(proven.coversRights()).isFalse());
  }

  @Test
  void eachOfItIsNeeded() {
    String mark = "eks.amazonaws.com/component: coredns";
    assertThat(owner("v1.33.1", AWS, COREDNS)).isEqualTo(new Ownership.None());
    assertThat(owner(EKS, node("gce://p/z/n", "eks.amazonaws.com/nodegroup"), COREDNS))
        .isEqualTo(new Ownership.None());
    assertThat(owner(EKS, node("aws:///z/i", "other"), COREDNS)).isEqualTo(new Ownership.None());
    for (LiveResource near :
        List.of(
            writtenBy("eks", deployment("kube-system", "miner", mark)),
            writtenBy("eks", deployment("shop", "coredns", mark)),
            writtenBy("eks", deployment("kube-system", "coredns", "app: coredns")),
            writtenBy("kubectl-edit", deployment("kube-system", "coredns", mark)),
            deployment("kube-system", "coredns", mark))) {
      assertThat(owner(EKS, AWS, near)).as(near.id().toString()).isEqualTo(new Ownership.None());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1.33.2-gke.1240000, gce://p/z/n, cloud.google.com/gke-nodepool, metrics-server-v1.33, GKE",
    "v1.33.2, azure:///subscriptions/x, kubernetes.azure.com/cluster, coredns-autoscaler, AKS"
  })
  void theOthersApplyWithKubectl(
      String version, String provider, String label, String name, String cloud) {
    LiveResource node = node(provider, label);
    String mark = "addonmanager.kubernetes.io/mode: Reconcile";

    assertThat(
            owner(
                version,
                node,
                writtenBy("kubectl-client-side-apply", deployment("kube-system", name, mark))))
        .isEqualTo(
            new Ownership.Proven(
                cloud + " add-ons",
                "its name, namespace, labels and field manager are those of an add-on",
                true));
    assertThat(
            owner(
                version,
                node,
                writtenBy("kubectl-client-side-apply", deployment("kube-system", "miner", mark))))
        .isEqualTo(
            new Ownership.Forged(
                "its label says that an addon manager applies it, but nothing else confirms that"));
  }

  @Test
  void nodesMayNotBeRead() {
    LiveResource marked =
        deployment("kube-system", "coredns", "addonmanager.kubernetes.io/mode: Reconcile");

    assertThat(Owners.of(TestCluster.without(NODE, marked)).of(marked))
        .isEqualTo(
            new Ownership.Unverifiable(
                NODE,
                "its label says that an addon manager applies it, but Nodes, which would identify the"
                    + " cloud provider, could not be read"));
  }
}
