package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.ApiKind;
import dev.drift.world.Worlds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects that Kubernetes makes by itself, as kube-apiserver 1.36.3 has them, and forged ones.
class OwnObjectsTest {
  private static final List<ApiKind> SERVED =
      List.of(
          new ApiKind("apps/v1", "Deployment", "deployments", true),
          new ApiKind("example.com/v1", "Lake", "lakes", true));

  /// Whether the first of these objects is accounted for.
  private static boolean explained(String... objects) {
    List<LiveResource> all = new ArrayList<>();
    for (String object : objects) {
      all.add(LiveObjects.live(Yaml.object(object)));
    }
    LiveState none = LiveObjects.state(all);
    LiveState state =
        new LiveState(
            none.cluster(),
            none.takenAt(),
            SERVED,
            none.coverage(),
            none.resources(),
            none.openApi(),
            none.keyId());
    return new Explainer(Worlds.of(state)).explainUndeclared(all.getFirst()).isPresent();
  }

  private static final String API_SERVICE =
      """
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1.example.com, labels: {kube-aggregator.kubernetes.io/automanaged: "true"}}
      spec: {group: example.com, version: v1, groupPriorityMinimum: 1000, versionPriority: 100}
      """;

  @Test
  void theApisThatTheServerServesItself() {
    assertThat(explained(API_SERVICE)).isTrue();
    assertThat(explained(API_SERVICE.replace("example.com", "apps").replace("\"true\"", "onstart")))
        .isTrue();
  }

  @Test
  void anApiOfAnotherServerIsNotOneOfThem() {
    String elsewhere = "versionPriority: 100, service: {name: evil, namespace: ns}}";
    assertThat(explained(API_SERVICE.replace("versionPriority: 100}", elsewhere))).isFalse();
    assertThat(
            explained(
                API_SERVICE
                    .replace("example.com", "apps")
                    .replace("versionPriority: 100}", elsewhere)))
        .isFalse();
    assertThat(explained(API_SERVICE.replace("\"true\"", "mine"))).isFalse();
    assertThat(explained(API_SERVICE.replace("example.com", "unserved.com"))).isFalse();
    assertThat(explained(API_SERVICE.replace("group: example.com", "group: apps"))).isFalse();
  }

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: system:basic-user
        annotations: {rbac.authorization.kubernetes.io/autoupdate: "true"}
        labels: {kubernetes.io/bootstrapping: rbac-defaults}
      rules:
      - {apiGroups: [authorization.k8s.io], resources: [selfsubjectaccessreviews, selfsubjectrulesreviews], verbs: [create]}
      - {apiGroups: [authentication.k8s.io], resources: [selfsubjectreviews], verbs: [create]}
      """;

  @Test
  void aRoleOfTheServer() {
    assertThat(explained(ROLE)).isTrue();
    // The same rights, put together otherwise.
    assertThat(
            explained(
                ROLE.replace(
                    "resources: [selfsubjectaccessreviews, selfsubjectrulesreviews], verbs:"
                        + " [create]}",
                    "resources: [selfsubjectrulesreviews], verbs: [create]}\n"
                        + "- {apiGroups: [authorization.k8s.io], resources:"
                        + " [selfsubjectaccessreviews], verbs: [create]}")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: system:basic-user>name: system:basic-users",
        "resources: [selfsubjectreviews], verbs: [create]>resources: [selfsubjectreviews], verbs:"
            + " [create, list]",
        "resources: [selfsubjectreviews]>resources: [selfsubjectreviews, tokenreviews]",
        "resources: [selfsubjectreviews]>resources: ['*']",
        "[selfsubjectaccessreviews, selfsubjectrulesreviews]>[selfsubjectrulesreviews]",
        "rbac-defaults}>rbac-defaults, rbac.authorization.k8s.io/aggregate-to-view: 'true'}"
      })
  void aForgedRole(String change) {
    String[] sides = change.split(">");
    assertThat(explained(ROLE.replace(sides[0], sides[1]))).isFalse();
  }

  private static final String VIEW =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: view
        labels: {kubernetes.io/bootstrapping: rbac-defaults, rbac.authorization.k8s.io/aggregate-to-edit: "true"}
      aggregationRule: {clusterRoleSelectors: [{matchLabels: {rbac.authorization.k8s.io/aggregate-to-view: "true"}}]}
      rules: [{apiGroups: [example.com], resources: [lakes], verbs: [get]}]
      """;

  @Test
  void aRoleThatIsPutTogetherFromOthers() {
    assertThat(explained(VIEW)).isTrue();
    assertThat(
            explained(VIEW.replace("aggregate-to-view: \"true\"", "aggregate-to-mine: \"true\"")))
        .isFalse();
    assertThat(explained(VIEW.replaceFirst("aggregationRule.*\n", ""))).isFalse();
  }

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: cluster-admin, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
      """;

  /// The server adds subjects that its bindings lack, and leaves those that were added.
  @Test
  void aSubjectThatWasAddedToABindingOfTheServer() {
    assertThat(explained(BINDING)).isTrue();
    assertThat(
            explained(BINDING + "- {apiGroup: rbac.authorization.k8s.io, kind: User, name: eve}\n"))
        .isFalse();
    assertThat(explained(BINDING.replace("name: cluster-admin, labels", "name: admins, labels")))
        .isFalse();
  }

  private static final String FLOW =
      """
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: probes, annotations: {apf.kubernetes.io/autoupdate-spec: "true"}}
      spec:
        matchingPrecedence: 2
        priorityLevelConfiguration: {name: exempt}
        rules:
        - nonResourceRules: [{nonResourceURLs: [/healthz, /readyz, /livez], verbs: [get]}]
          subjects:
          - {group: {name: "system:unauthenticated"}, kind: Group}
          - {group: {name: "system:authenticated"}, kind: Group}
      """;

  @Test
  void aFlowSchema() {
    assertThat(explained(FLOW)).isTrue();
    assertThat(explained(FLOW.replace("[/healthz, ", "['*', "))).isFalse();
    assertThat(explained(FLOW.replace("name: probes", "name: mine"))).isFalse();
  }

  @Test
  void thePriorityOfTheSystem() {
    String node =
        """
        apiVersion: scheduling.k8s.io/v1
        kind: PriorityClass
        metadata: {name: system-node-critical}
        value: 2000001000
        preemptionPolicy: PreemptLowerPriority
        """;
    assertThat(explained(node)).isTrue();
    assertThat(explained(node.replace("2000001000", "5"))).isFalse();
    assertThat(explained(node + "globalDefault: true\n")).isFalse();
  }

  @Test
  void theDefaultAccountHasNothingOfItsOwn() {
    String account =
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: ns}%s}";
    assertThat(explained(account.formatted(""))).isTrue();
    assertThat(explained(account.formatted(", imagePullSecrets: [{name: registry}]"))).isFalse();
    assertThat(explained(account.formatted(", automountServiceAccountToken: true"))).isFalse();
  }

  @Test
  void theServiceOfTheApiServerSelectsNothing() {
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: kubernetes, namespace: default}, spec:"
            + " {clusterIP: 10.96.0.1%s}}";
    assertThat(explained(service.formatted(""))).isTrue();
    assertThat(explained(service.formatted(", selector: {app: proxy}"))).isFalse();
  }

  @Test
  void anAddressThatItsServiceHas() {
    String address =
        "{apiVersion: networking.k8s.io/v1, kind: IPAddress, metadata: {name: %s}, spec:"
            + " {parentRef: {resource: services, namespace: ns, name: s}}}";
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {clusterIPs:"
            + " [10.96.0.7]}}";
    assertThat(explained(address.formatted("10.96.0.7"), service)).isTrue();
    assertThat(explained(address.formatted("10.96.0.8"), service)).isFalse();
    assertThat(explained(address.formatted("10.96.0.7"))).isFalse();
  }

  @Test
  void theLeasesOfComponents() {
    String lease =
        "{apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: %s, namespace: %s},"
            + " spec: {holderIdentity: %s}}";
    String node = "{apiVersion: v1, kind: Node, metadata: {name: node1}}";
    assertThat(explained(lease.formatted("node1", "kube-node-lease", "node1"), node)).isTrue();
    assertThat(explained(lease.formatted("node1", "kube-node-lease", "other"), node)).isFalse();
    assertThat(explained(lease.formatted("node1", "ns", "node1"), node)).isFalse();
    assertThat(explained(lease.formatted("kube-scheduler", "kube-system", "vm_1"))).isTrue();
    assertThat(explained(lease.formatted("mine", "kube-system", "mine_1"))).isFalse();
    assertThat(explained(lease.formatted("apiserver-wlv32t", "kube-system", "apiserver-wlv32t_b3")))
        .isTrue();
    assertThat(explained(lease.formatted("apiserver-wlv32t", "kube-system", "eve"))).isFalse();
  }

  @Test
  void whatKubeletsMake() {
    String node =
        "{apiVersion: v1, kind: Node, metadata: {name: node1, uid: u1}, status: {nodeInfo:"
            + " {kubeletVersion: v1.36.3}}}";
    assertThat(explained(node)).isTrue();
    assertThat(explained(node.replace("kubeletVersion: v1.36.3", ""))).isFalse();
    String csi =
        "{apiVersion: storage.k8s.io/v1, kind: CSINode, metadata: {name: node1, ownerReferences:"
            + " [{apiVersion: v1, kind: Node, name: node1, uid: %s}]}}";
    assertThat(explained(csi.formatted("u1"), node)).isTrue();
    assertThat(explained(csi.formatted("u2"), node)).isFalse();
    String request =
        "{apiVersion: certificates.k8s.io/v1, kind: CertificateSigningRequest, metadata: {name:"
            + " csr-1}, spec: {signerName: %s, username: '%s'}}";
    assertThat(explained(request.formatted("kubernetes.io/kubelet-serving", "system:node:node1")))
        .isTrue();
    assertThat(explained(request.formatted("kubernetes.io/kubelet-serving", "eve"))).isFalse();
    assertThat(
            explained(
                request.formatted("kubernetes.io/kube-apiserver-client", "system:node:node1")))
        .isFalse();
  }

  /// The hash is that of sha256sum.
  @Test
  void anAttachmentIsNamedAfterWhatItAttaches() {
    String volume =
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {csi: {driver:"
            + " csi.example.com, volumeHandle: vol-1}}}";
    String attachment =
        "{apiVersion: storage.k8s.io/v1, kind: VolumeAttachment, metadata: {name: csi-%s}, spec:"
            + " {attacher: csi.example.com, nodeName: node1, source: {persistentVolumeName: pv}}}";
    String hash = "910c401f8d0442f5b7ef60bcd91a047eb92e140976f5d4143cd1c2f89538d875";
    assertThat(explained(attachment.formatted(hash), volume)).isTrue();
    assertThat(
            explained(
                attachment.formatted(hash).replace("nodeName: node1", "nodeName: node2"), volume))
        .isFalse();
    assertThat(explained(attachment.formatted("mine"), volume)).isFalse();
  }
}
