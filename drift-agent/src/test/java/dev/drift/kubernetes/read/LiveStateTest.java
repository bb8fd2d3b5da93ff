package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.coverage;
import static dev.drift.kubernetes.read.Clusters.find;
import static dev.drift.kubernetes.read.Clusters.in;
import static dev.drift.kubernetes.read.Clusters.read;
import static dev.drift.kubernetes.read.Clusters.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is read of a real API server.
class LiveStateTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final ResourceRef WIDGET =
      ref("example.com/v1beta1", "Widget", "live-state", "gear");

  @BeforeAll
  static void apply(ControlPlane plane) {
    plane
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: live-state}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: live-state, labels: {app: trino}}
            data: {a: "1"}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password, namespace: live-state}
            stringData: {password: tulip}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: first, namespace: live-state}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: trino}
              maxReplicas: 3
              metrics:
              - type: Resource
                resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: {name: second, namespace: live-state}
            spec:
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: trino}
              maxReplicas: 3
              metrics:
              - type: Resource
                resource: {name: cpu, target: {type: Utilization, averageUtilization: 70}}
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {kind: Widget, plural: widgets, singular: widget}
              versions:
              - name: v1
                served: true
                storage: true
                schema: &schema
                  openAPIV3Schema: {type: object, properties: {size: {type: integer, default: 4}}}
              - name: v1beta1
                served: true
                storage: false
                schema: *schema
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    plane
        .kubectl("wait", "--for=condition=Established", "crd/widgets.example.com", "--timeout=30s")
        .orThrow();
    plane
        .kubectlWithInput(
            """
            apiVersion: example.com/v1
            kind: Widget
            metadata: {name: gear, namespace: live-state}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
  }

  @Test
  void readsEveryTrackedKindCompletely(ControlPlane plane) {
    LiveState state = read(plane, ReadRequests.everything());

    for (GroupKind kind : TrackedKinds.ALL) {
      KindCoverage coverage = state.coverageOf(kind).orElseThrow();
      String plural =
          state.kinds().stream()
              .filter(k -> k.groupKind().equals(kind))
              .findFirst()
              .orElseThrow()
              .plural();
      String listed =
          plane
              .kubectl(
                  "get",
                  plural + (kind.group().isEmpty() ? "" : "." + kind.group()),
                  "-A",
                  "-o",
                  "name")
              .orThrow()
              .stdout();
      assertThat(coverage.status()).as(kind.toString()).isEqualTo(Status.READ);
      assertThat(coverage.count()).as(kind.toString()).isEqualTo((int) listed.lines().count());
      assertThat(state.resources().keySet().stream().filter(id -> id.groupKind().equals(kind)))
          .as(kind.toString())
          .hasSize(coverage.count());
    }
    assertThat(state.cluster().version()).startsWith("v1.");
    assertThat(state.cluster().uid())
        .isNotEmpty()
        .isEqualTo(
            plane
                .kubectl("get", "namespace", "kube-system", "-o", "jsonpath={.metadata.uid}")
                .orThrow()
                .stdout());
    assertThat(state.cluster().server()).isEqualTo(plane.server().toString());
    assertThat(state.keyId()).isEmpty();
  }

  @Test
  void fillsInWhatItemsOfAListLack(ControlPlane plane) {
    LiveResource settings =
        find(
                read(plane, ReadRequests.everything()),
                ref("v1", "ConfigMap", "live-state", "settings"))
            .orElseThrow();

    assertThat(settings.content().text("apiVersion")).contains("v1");
    assertThat(settings.content().text("kind")).contains("ConfigMap");
    assertThat(settings.content().object("data").text("a")).contains("1");
  }

  @Test
  void takesFieldOwnersOutOfTheContent(ControlPlane plane) {
    LiveResource settings =
        find(
                read(plane, ReadRequests.everything()),
                ref("v1", "ConfigMap", "live-state", "settings"))
            .orElseThrow();

    assertThat(settings.metadata().get("managedFields")).isEmpty();
    FieldOwner owner = settings.owners().getFirst();
    assertThat(owner.manager()).isEqualTo("kubectl-client-side-apply");
    assertThat(owner.operation()).isEqualTo("Update");
    assertThat(owner.time()).isPresent();
    assertThat(owner.subresource()).isEmpty();
    assertThat(owner.fields().object("f:data").get("f:a")).contains(Value.Obj.EMPTY);
  }

  @Test
  void readsCustomResourcesAtTheVersionOfGit(ControlPlane plane) {
    LiveState state = read(plane, ReadRequests.of(List.of(WIDGET)));

    assertThat(coverage(state, "example.com", "Widget").apiVersion())
        .isEqualTo("example.com/v1beta1");
    assertThat(find(state, WIDGET).orElseThrow().ref().apiVersion())
        .isEqualTo("example.com/v1beta1");
    assertThat(state.openApi()).isEmpty();
  }

  @Test
  void readsCustomResourcesThatGitDoesNotNameOnlyForASnapshotOfEverything(ControlPlane plane) {
    assertThat(find(read(plane, ReadRequests.of(List.of())), WIDGET)).isEmpty();
    assertThat(find(read(plane, ReadRequests.everything()), WIDGET)).isPresent();
  }

  @Test
  void recordsEveryKindThatLastsForASnapshotOfEverything(ControlPlane plane) {
    LiveState state = read(plane, ReadRequests.everything());

    assertThat(coverage(state, "", "Namespace").status()).isEqualTo(Status.READ);
    assertThat(find(state, ref("v1", "Namespace", "", "live-state"))).isPresent();
    assertThat(state.coverageOf(new GroupKind("", "Event"))).isEmpty();
    assertThat(state.coverageOf(new GroupKind("coordination.k8s.io", "Lease"))).isEmpty();
  }

  @Test
  void readsWhatControlsTheObjectsItRead(ControlPlane plane) {
    ResourceRef set = ref("apps/v1", "ReplicaSet", "live-state", "set");
    ResourceRef pod = ref("v1", "Pod", "live-state", "controlled");
    plane
        .kubectlWithInput(
            """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: set, namespace: live-state}
            spec:
              replicas: 0
              selector: {matchLabels: {app: set}}
              template:
                metadata: {labels: {app: set}}
                spec: {containers: [{name: c, image: "example.com/c:1"}]}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    LiveState before = read(plane, ReadRequests.of(List.of(set)));
    String uid = find(before, set).orElseThrow().metadata().text("uid").orElseThrow();
    plane
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: default, namespace: live-state}
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: controlled
              namespace: live-state
              ownerReferences:
              - {apiVersion: apps/v1, kind: ReplicaSet, name: set, uid: %s, controller: true}
            spec: {containers: [{name: c, image: "example.com/c:1"}]}
            """
                .formatted(uid),
            "apply",
            "-f",
            "-")
        .orThrow();

    LiveState state = read(plane, ReadRequests.of(List.of(pod)));

    assertThat(find(state, set)).isPresent();
    assertThat(coverage(state, "apps", "ReplicaSet").status()).isEqualTo(Status.READ);
  }

  @Test
  void keepsEachObjectAtTheVersionOfItsDesiredResource(ControlPlane plane) {
    ResourceRef first = ref("autoscaling/v1", "HorizontalPodAutoscaler", "live-state", "first");
    ResourceRef second = ref("autoscaling/v2", "HorizontalPodAutoscaler", "live-state", "second");

    LiveState state = read(plane, ReadRequests.of(List.of(first, second)));

    Value.Obj old = find(state, first).orElseThrow().content();
    assertThat(old.text("apiVersion")).contains("autoscaling/v1");
    assertThat(old.object("spec").get("targetCPUUtilizationPercentage")).contains(Value.of(70));
    Value.Obj current = find(state, second).orElseThrow().content();
    assertThat(current.text("apiVersion")).contains("autoscaling/v2");
    assertThat(current.object("spec").list("metrics")).hasSize(1);
  }

  @Test
  void saysThatAVersionIsNotServedAndReadsAnother(ControlPlane plane) {
    ResourceRef old = ref("autoscaling/v2beta2", "HorizontalPodAutoscaler", "live-state", "first");

    LiveState state = read(plane, ReadRequests.of(List.of(old)));

    assertThat(find(state, old).orElseThrow().ref().apiVersion()).isEqualTo("autoscaling/v2");
    assertThat(coverage(state, "autoscaling", "HorizontalPodAutoscaler").status())
        .isEqualTo(Status.READ);
    assertThat(state.coverage())
        .anySatisfy(
            c -> {
              assertThat(c.apiVersion()).isEqualTo("autoscaling/v2beta2");
              assertThat(c.status()).isEqualTo(Status.ABSENT);
              assertThat(c.reason()).contains("autoscaling/v2");
            });
  }

  @Test
  void saysThatAKindIsNotServed(ControlPlane plane) {
    LiveState state =
        read(plane, ReadRequests.of(List.of(ref("example.org/v1", "Gadget", "live-state", "x"))));

    assertThat(coverage(state, "example.org", "Gadget").status()).isEqualTo(Status.ABSENT);
  }

  @Test
  void readsChosenNamespacesAlone(ControlPlane plane) {
    LiveState state =
        read(plane, ReadRequests.of(List.of()).inNamespaces(List.of("live-state", "not-there")));

    assertThat(in(state, "live-state", "ConfigMap")).isNotEmpty();
    assertThat(state.resources().keySet())
        .extracting(id -> id.namespace())
        .containsOnly("", "live-state");
    assertThat(coverage(state, "", "ConfigMap").status()).isEqualTo(Status.READ);
    assertThat(coverage(state, "rbac.authorization.k8s.io", "ClusterRole").status())
        .isEqualTo(Status.LEFT_OUT);
    assertThat(in(state, "", "Namespace")).hasSize(1);
  }

  @Test
  void getsOneObjectAsItIsNow(ControlPlane plane) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      LiveStateReader reader =
          new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system());
      ResourceRef first = ref("autoscaling/v1", "HorizontalPodAutoscaler", "live-state", "first");

      assertThat(reader.get(first).orElseThrow().content().object("spec").fields())
          .containsKey("targetCPUUtilizationPercentage");
      assertThat(reader.get(ref("v1", "ConfigMap", "live-state", "gone"))).isEmpty();
      assertThat(reader.get(ref("v1", "Namespace", "", "live-state"))).isPresent();
    }
  }
}
