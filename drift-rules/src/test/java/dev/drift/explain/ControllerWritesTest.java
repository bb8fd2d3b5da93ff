package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.world.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What controllers, admission and kubelets write into objects that Git declares, and what comes
/// near it but is a hand's.
class ControllerWritesTest {
  /// What explanations look at; all of it was read.
  private static final List<KindCoverage> READ =
      Stream.of(
              "v1 Node",
              "v1 Secret",
              "v1 Service",
              "v1 ServiceAccount",
              "scheduling.k8s.io/v1 PriorityClass",
              "node.k8s.io/v1 RuntimeClass")
          .map(kind -> coverage(kind, Status.READ))
          .toList();

  /// Whether what stands at a path of the object is accounted for, where Git is silent.
  private static boolean explained(String path, String object, String... others) {
    return explained(READ, path, object, others);
  }

  /// The same where the user may not read what accounts for it.
  private static boolean explainedUnread(String kind, String path, String object) {
    List<KindCoverage> coverage = new ArrayList<>(READ);
    assertThat(coverage.removeIf(one -> one.equals(coverage(kind, Status.READ)))).isTrue();
    coverage.add(coverage(kind, Status.FORBIDDEN));
    return explained(coverage, path, object);
  }

  private static boolean explained(
      List<KindCoverage> coverage, String path, String object, String... others) {
    LiveResource live = LiveObjects.live(Yaml.object(object));
    List<LiveResource> all = new ArrayList<>(List.of(live));
    for (String other : others) {
      all.add(LiveObjects.live(Yaml.object(other)));
    }
    LiveState state = LiveObjects.covered(LiveObjects.state(all), coverage);
    Path at = Path.parse(path);
    Difference difference =
        new Difference(
            live.ref(),
            Change.ADDED,
            at,
            Optional.empty(),
            Optional.of(Steps.at(at, live.content()).orElseThrow()));
    return new Explainer(Worlds.of(state)).explain(difference, live).isPresent();
  }

  private static KindCoverage coverage(String kind, Status status) {
    String[] parts = kind.split(" ", -1);
    return new KindCoverage(parts[0], parts[1], status, 0, "");
  }

  private static String claim(String annotation) {
    return ("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: ns,"
            + " annotations: {%s}}, spec: {storageClassName: fast}}")
        .formatted(annotation);
  }

  @Test
  void theNotesOfTheVolumeBinder() {
    String done = "metadata.annotations[\"pv.kubernetes.io/bind-completed\"]";
    assertThat(explained(done, claim("pv.kubernetes.io/bind-completed: 'yes'"))).isTrue();
    assertThat(explained(done, claim("pv.kubernetes.io/bind-completed: 'no'"))).isFalse();

    String provisioner = "metadata.annotations[\"volume.kubernetes.io/storage-provisioner\"]";
    String noted = claim("volume.kubernetes.io/storage-provisioner: csi.example.com");
    String fast =
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner:"
            + " %s}";
    assertThat(explained(provisioner, noted, fast.formatted("csi.example.com"))).isTrue();
    assertThat(explained(provisioner, noted, fast.formatted("other.example.com"))).isFalse();

    String node = "metadata.annotations[\"volume.kubernetes.io/selected-node\"]";
    String selected = claim("volume.kubernetes.io/selected-node: node1");
    assertThat(explained(node, selected, "{apiVersion: v1, kind: Node, metadata: {name: node1}}"))
        .isTrue();
    assertThat(explained(node, selected)).isFalse();
  }

  @Test
  void theFinalizersOfProtection() {
    String path = "metadata.finalizers[0]";
    String attributes =
        "{apiVersion: storage.k8s.io/v1, kind: VolumeAttributesClass, metadata: {name: a,"
            + " finalizers: [%s]}}";
    assertThat(explained(path, attributes.formatted("kubernetes.io/vac-protection"))).isTrue();
    assertThat(explained(path, attributes.formatted("example.com/hold"))).isFalse();

    String volume =
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: v, annotations: {%s},"
            + " finalizers: [external-provisioner.volume.kubernetes.io/finalizer]}}";
    assertThat(explained(path, volume.formatted("pv.kubernetes.io/provisioned-by: csi"))).isTrue();
    assertThat(explained(path, volume.formatted(""))).isFalse();

    String devices =
        "{apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: {name: d, namespace: ns,"
            + " finalizers: [%s]}}";
    assertThat(explained(path, devices.formatted("resource.kubernetes.io/delete-protection")))
        .isTrue();
    assertThat(explained(path, devices.formatted("kubernetes.io/pvc-protection"))).isFalse();
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata:
        name: p
        namespace: ns
        labels: {app: a, topology.kubernetes.io/zone: z1}
        ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: rs, uid: u1, controller: true}]
      spec:
        nodeName: node1
        priorityClassName: usual
        imagePullSecrets: [{name: registry}]
        runtimeClassName: sandbox
        overhead: {cpu: 250m, memory: 120Mi}
      """;

  @Test
  void whatAPodGets() {
    String zone = "metadata.labels[\"topology.kubernetes.io/zone\"]";
    String node =
        "{apiVersion: v1, kind: Node, metadata: {name: node1, labels: {topology.kubernetes.io/zone:"
            + " %s}}}";
    assertThat(explained(zone, POD, node.formatted("z1"))).isTrue();
    assertThat(explained(zone, POD, node.formatted("z2"))).isFalse();

    String account =
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: ns},"
            + " imagePullSecrets: [{name: %s}]}";
    assertThat(explained("spec.imagePullSecrets", POD, account.formatted("registry"))).isTrue();
    assertThat(explained("spec.imagePullSecrets", POD, account.formatted("other"))).isFalse();

    String priority =
        "{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: usual}, value: 5,"
            + " globalDefault: %s}";
    assertThat(explained("spec.priorityClassName", POD, priority.formatted("true"))).isTrue();
    assertThat(explained("spec.priorityClassName", POD, priority.formatted("false"))).isFalse();

    String runtime =
        "{apiVersion: node.k8s.io/v1, kind: RuntimeClass, metadata: {name: sandbox}, handler: runsc,"
            + " overhead: {podFixed: {cpu: 250m, memory: %s}}}";
    assertThat(explained("spec.overhead", POD, runtime.formatted("120Mi"))).isTrue();
    assertThat(explained("spec.overhead", POD, runtime.formatted("64Mi"))).isFalse();
  }

  @Test
  void aPodGetsAsMuchWhereTheNodesAreForbidden() {
    String zone = "metadata.labels[\"topology.kubernetes.io/zone\"]";
    assertThat(explainedUnread("v1 Node", zone, POD)).isTrue();
    assertThat(explained(zone, POD)).isFalse();
  }

  @Test
  void aPodGetsAsMuchWhereTheServiceAccountsAreForbidden() {
    assertThat(explainedUnread("v1 ServiceAccount", "spec.imagePullSecrets", POD)).isTrue();
    assertThat(explained("spec.imagePullSecrets", POD)).isFalse();
  }

  @Test
  void aPodGetsAsMuchWhereThePriorityClassesAreForbidden() {
    String path = "spec.priorityClassName";
    assertThat(explainedUnread("scheduling.k8s.io/v1 PriorityClass", path, POD)).isTrue();
    assertThat(explained(path, POD)).isFalse();
  }

  @Test
  void aPodGetsAsMuchWhereTheRuntimeClassesAreForbidden() {
    assertThat(explainedUnread("node.k8s.io/v1 RuntimeClass", "spec.overhead", POD)).isTrue();
    assertThat(explained("spec.overhead", POD)).isFalse();
  }

  @Test
  void aControllerAdoptsWhatItSelects() {
    String path = "metadata.ownerReferences[0]";
    String owner =
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: rs, namespace: ns, uid: %s},"
            + " spec: {selector: {matchLabels: {app: %s}}}}";
    assertThat(explained(path, POD, owner.formatted("u1", "a"))).isTrue();
    assertThat(explained(path, POD, owner.formatted("u2", "a"))).isFalse();
    assertThat(explained(path, POD, owner.formatted("u1", "b"))).isFalse();
    assertThat(explained(path, POD)).isFalse();
  }

  @Test
  void aStatefulSetOwnsTheClaimsThatItWillDelete() {
    String path = "metadata.ownerReferences[0]";
    String claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data-db-0, namespace: ns,"
            + " ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: u1}]}}";
    String set =
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: ns, uid: u1},"
            + " spec: {persistentVolumeClaimRetentionPolicy: {whenDeleted: %s, whenScaled:"
            + " Retain}}}";
    assertThat(explained(path, claim, set.formatted("Delete"))).isTrue();
    assertThat(explained(path, claim, set.formatted("Retain"))).isFalse();
  }

  private static String node(String spec, String ready) {
    return """
    apiVersion: v1
    kind: Node
    metadata: {name: node1, labels: {kubernetes.io/os: linux, kubernetes.io/arch: arm64, topology.kubernetes.io/zone: z1}}
    spec: {%s}
    status:
      nodeInfo: {operatingSystem: linux, architecture: amd64}
      conditions: [{type: Ready, status: "%s"}]
    """
        .formatted(spec, ready);
  }

  @Test
  void theLabelsOfANode() {
    assertThat(explained("metadata.labels[\"kubernetes.io/os\"]", node("", "True"))).isTrue();
    assertThat(explained("metadata.labels[\"kubernetes.io/arch\"]", node("", "True"))).isFalse();
    String zone = "metadata.labels[\"topology.kubernetes.io/zone\"]";
    assertThat(explained(zone, node("providerID: 'aws:///i-1'", "True"))).isTrue();
    assertThat(explained(zone, node("", "True"))).isFalse();
  }

  @Test
  void theTaintsOfANodeFollowFromItsConditions() {
    String lost = "taints: [{key: node.kubernetes.io/unreachable, effect: NoExecute}]";
    assertThat(explained("spec.taints", node(lost, "Unknown"))).isTrue();
    assertThat(explained("spec.taints", node(lost, "True"))).isFalse();
    String unready = "taints: [{key: node.kubernetes.io/not-ready, effect: NoSchedule}]";
    assertThat(explained("spec.taints", node(unready, "False"))).isTrue();
    assertThat(explained("spec.taints", node(unready, "True"))).isFalse();
    String byHand = "taints: [{key: dedicated, value: trino, effect: NoSchedule}]";
    assertThat(explained("spec.taints", node(byHand, "False"))).isFalse();
    String cordoned =
        "unschedulable: true, taints: [{key: node.kubernetes.io/unschedulable, effect:"
            + " NoSchedule}]";
    assertThat(explained("spec.taints", node(cordoned, "True"))).isTrue();
    assertThat(explained("spec.unschedulable", node(cordoned, "True"))).isFalse();
  }

  @Test
  void theMarksOfDefaultRoles() {
    String path = "metadata.annotations[\"rbac.authorization.kubernetes.io/autoupdate\"]";
    String role =
        "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: %s,"
            + " annotations: {rbac.authorization.kubernetes.io/autoupdate: '%s'}}}";
    assertThat(explained(path, role.formatted("view", "true"))).isTrue();
    assertThat(explained(path, role.formatted("view", "false"))).isFalse();
    assertThat(explained(path, role.formatted("mine", "true"))).isFalse();
  }

  @Test
  void theMarkOfALocalApi() {
    String path = "metadata.labels[\"kube-aggregator.kubernetes.io/automanaged\"]";
    String api =
        "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.example.com,"
            + " labels: {kube-aggregator.kubernetes.io/automanaged: 'true'}}, spec: {%s}}";
    assertThat(explained(path, api.formatted(""))).isTrue();
    assertThat(explained(path, api.formatted("service: {name: s, namespace: ns}"))).isFalse();
  }

  @Test
  void theSignaturesOfClusterInfo() {
    String path = "data[\"jws-kubeconfig-abcdef\"]";
    String info =
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: cluster-info, namespace: kube-public},"
            + " data: {jws-kubeconfig-abcdef: x, more: x}}";
    String token =
        "{apiVersion: v1, kind: Secret, metadata: {name: bootstrap-token-abcdef, namespace:"
            + " kube-system}}";
    assertThat(explained(path, info, token)).isTrue();
    assertThat(explained(path, info)).isFalse();
    assertThat(explained("data.more", info, token)).isFalse();
  }

  @Test
  void theEndpointsOfAServiceWithASelector() {
    String endpoints =
        "{apiVersion: v1, kind: Endpoints, metadata: {name: s, namespace: ns}, subsets:"
            + " [{addresses: [{ip: 10.0.0.1}]}]}";
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {selector:"
            + " {%s}}}";
    assertThat(explained("subsets", endpoints, service.formatted("app: a"))).isTrue();
    assertThat(explained("subsets", endpoints, service.formatted(""))).isFalse();
    assertThat(explained("subsets", endpoints)).isFalse();
    assertThat(explainedUnread("v1 Service", "subsets", endpoints)).isTrue();
  }

  @Test
  void theTokensOfAServiceAccountWhereTheSecretsAreForbidden() {
    String account =
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: a, namespace: ns, uid: u1},"
            + " secrets: [{name: a-token-x}]}";
    assertThat(explained("secrets", account)).isFalse();
    assertThat(explainedUnread("v1 Secret", "secrets", account)).isTrue();
  }

  @Test
  void whenATokenWasUsed() {
    String path = "metadata.labels[\"kubernetes.io/legacy-token-last-used\"]";
    String secret =
        "{apiVersion: v1, kind: Secret, metadata: {name: t, namespace: ns, labels:"
            + " {kubernetes.io/legacy-token-last-used: %s}}, type: %s}";
    String type = "kubernetes.io/service-account-token";
    assertThat(explained(path, secret.formatted("'2026-01-31'", type))).isTrue();
    assertThat(explained(path, secret.formatted("never", type))).isFalse();
    assertThat(explained(path, secret.formatted("'2026-01-31'", "Opaque"))).isFalse();
  }
}
