package dev.drift.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.explain.Explainer;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.world.DesiredState;
import dev.drift.world.World;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whatever a control plane makes by itself is accounted for, of each kind that it serves; what
/// anybody adds is not, be it labelled as if the API server had made it.
@Tag("cluster")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FreshServerTest {
  /// APIs that are off by default make objects, too.
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.defaults()
              .withApiServerArguments(
                  List.of(
                      "--runtime-config=api/all=true", "--feature-gates=ClusterTrustBundle=true"))
              .withControllerArguments(List.of("--feature-gates=ClusterTrustBundle=true")));

  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(2);

  /// What these lead to, such as Pods, claims and slices, is nobody's work.
  private static final String DECLARED =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: lakes.fresh.example.com}
      spec:
        group: fresh.example.com
        scope: Namespaced
        names: {plural: lakes, singular: lake, kind: Lake}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: fresh}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: fresh}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: elsewhere, namespace: fresh}
      spec: {ports: [{port: 80}]}
      ---
      apiVersion: v1
      kind: Endpoints
      metadata: {name: elsewhere, namespace: fresh}
      subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 80}]}]
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: web, namespace: fresh}
      spec:
        serviceName: web
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: web, image: registry.example.com/web:1}]
        volumeClaimTemplates:
        - metadata: {name: data}
          spec:
            accessModes: [ReadWriteOnce]
            storageClassName: fresh
            resources: {requests: {storage: 1Gi}}
      ---
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata: {name: fresh}
      provisioner: csi.example.com
      ---
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: often, namespace: fresh}
      spec:
        schedule: "* * * * *"
        jobTemplate:
          spec:
            template:
              spec:
                restartPolicy: Never
                containers: [{name: it, image: registry.example.com/it:1}]
      """;

  private static final List<String> OF_DECLARED =
      List.of(
          "CustomResourceDefinition lakes.fresh.example.com",
          "CronJob fresh/often",
          "Endpoints fresh/elsewhere",
          "Namespace fresh",
          "Service fresh/elsewhere",
          "Service fresh/web",
          "StatefulSet fresh/web",
          "StorageClass fresh");

  /// Each looks as if the server had made it.
  private static final String FORGED =
      """
      apiVersion: apiregistration.k8s.io/v1
      kind: APIService
      metadata: {name: v1beta1.forged.example.com, labels: {kube-aggregator.kubernetes.io/automanaged: onstart}}
      spec:
        group: forged.example.com
        version: v1beta1
        groupPriorityMinimum: 1000
        versionPriority: 100
        insecureSkipTLSVerify: true
        service: {name: nowhere, namespace: fresh}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: "system:forged", labels: {kubernetes.io/bootstrapping: rbac-defaults}}
      rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: cluster-admin}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: eve}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: "system:forged", namespace: kube-system, labels: {kubernetes.io/bootstrapping: rbac-defaults}}
      rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
      ---
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: forged, annotations: {apf.kubernetes.io/autoupdate-spec: "true"}}
      spec:
        matchingPrecedence: 2
        priorityLevelConfiguration: {name: exempt}
        rules:
        - subjects: [{kind: User, user: {name: eve}}]
          nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: default, namespace: fresh}
      imagePullSecrets: [{name: forged}]
      ---
      apiVersion: coordination.k8s.io/v1
      kind: Lease
      metadata: {name: forged, namespace: kube-system, labels: {apiserver.kubernetes.io/identity: kube-apiserver}}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: forged, namespace: fresh}
      """;

  @BeforeAll
  static void settle(ControlPlane plane) throws InterruptedException {
    plane.kubectlWithInput(DECLARED, "create", "-f", "-").orThrow();
    plane.awaitSettled(SETTLES_WITHIN);
    for (int i = 0;
        i < 100 && plane.kubectl("-n", "fresh", "get", "jobs", "-o", "name").stdout().isEmpty();
        i++) {
      Thread.sleep(1_000);
    }
    plane.awaitSettled(SETTLES_WITHIN);
  }

  @Test
  @Order(1)
  void nothingOfAFreshServerIsUnmanaged(ControlPlane plane) {
    LiveState live = everything(plane);

    assertThat(live.resources().values())
        .extracting(resource -> resource.id().kind())
        .contains(
            "APIService", "ClusterRole", "EndpointSlice", "IPAddress", "Job", "Lease", "Event");
    assertThat(unmanaged(live)).containsExactlyInAnyOrderElementsOf(OF_DECLARED);
  }

  @Test
  @Order(2)
  void whatSomebodyAddsIsUnmanagedHoweverItIsLabelled(ControlPlane plane) {
    plane
        .kubectlWithInput(FORGED, "apply", "--server-side", "--force-conflicts", "-f", "-")
        .orThrow();

    assertThat(unmanaged(everything(plane)))
        .contains(
            "APIService v1beta1.forged.example.com",
            "ClusterRole system:forged",
            "ClusterRoleBinding cluster-admin",
            "Role kube-system/system:forged",
            "FlowSchema forged",
            "ServiceAccount fresh/default",
            "Lease kube-system/forged",
            "ConfigMap fresh/forged");
  }

  /// All objects of all kinds, found by discovery.
  private static LiveState everything(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      LiveStateReader reader =
          new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system());
      List<ResourceRef> kinds =
          reader.kinds().stream()
              .map(kind -> Clusters.ref(kind.apiVersion(), kind.kind(), "", "any"))
              .toList();
      LiveState live = reader.read(ReadRequests.of(kinds));
      assertThat(live.coverage())
          .filteredOn(one -> !one.known() && !one.reason().contains("does not support listing it"))
          .isEmpty();
      return live;
    }
  }

  private static List<String> unmanaged(LiveState live) {
    Explainer explainer =
        new Explainer(
            World.of(
                DesiredState.of(List.of(), List.of(), List.of()),
                live,
                List.of(),
                new Redactor(new MaskKey(new byte[32]))));
    return live.resources().values().stream()
        .filter(resource -> explainer.explainUndeclared(resource).isEmpty())
        .map(resource -> resource.id().toString())
        .distinct()
        .toList();
  }
}
