package dev.drift.kubernetes.read;

import static dev.drift.kubernetes.read.Clusters.coverage;
import static dev.drift.kubernetes.read.Clusters.in;
import static dev.drift.kubernetes.read.Clusters.read;
import static dev.drift.kubernetes.read.Clusters.ref;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What users see who may not read all. Nothing that they cannot see counts as absent.
class RestrictedUserTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  @BeforeAll
  static void apply(ControlPlane plane) {
    plane
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: allowed}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: hidden}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: allowed}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: hidden}
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: password, namespace: allowed}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: all-but-secrets}
            rules:
            - apiGroups: [""]
              resources: [configmaps, services, serviceaccounts, persistentvolumes]
              verbs: [list]
            - apiGroups: [apps]
              resources: ["*"]
              verbs: [list]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: no-secrets}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: all-but-secrets}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: no-secrets}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: one-namespace, namespace: allowed}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: all-but-secrets}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: one-namespace}]
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
  }

  @Test
  void tellsWhichKindsAreForbidden(ControlPlane plane) {
    LiveState state = read(plane.kubeconfigFor("no-secrets"), ReadRequests.of(List.of()));

    KindCoverage secrets = coverage(state, "", "Secret");
    assertThat(secrets.status()).isEqualTo(Status.FORBIDDEN);
    assertThat(secrets.known()).isFalse();
    assertThat(secrets.reason())
        .startsWith("Secret could not be read: ")
        .contains("no-secrets")
        .contains("secrets");
    assertThat(coverage(state, "", "ConfigMap").status()).isEqualTo(Status.READ);
    assertThat(coverage(state, "apps", "Deployment").status()).isEqualTo(Status.READ);
    assertThat(in(state, "hidden", "ConfigMap")).isNotEmpty();
    assertThat(state.cluster().uid()).isEmpty();
  }

  @Test
  void readsTheNamespacesOfGitWhereAllTogetherAreForbidden(ControlPlane plane) {
    LiveState state =
        read(
            plane.kubeconfigFor("one-namespace"),
            ReadRequests.of(List.of(ref("v1", "ConfigMap", "allowed", "settings"))));

    KindCoverage configMaps = coverage(state, "", "ConfigMap");
    assertThat(configMaps.status()).isEqualTo(Status.READ);
    assertThat(configMaps.reason()).contains("namespaces that Git uses").contains("allowed");
    assertThat(in(state, "allowed", "ConfigMap")).hasSize(1);
    assertThat(in(state, "hidden", "ConfigMap")).isEmpty();
    assertThat(coverage(state, "", "Secret").status()).isEqualTo(Status.FORBIDDEN);
    assertThat(coverage(state, "", "PersistentVolume").status()).isEqualTo(Status.FORBIDDEN);
  }

  @Test
  void isNotReadWhereOneNamespaceOfGitIsForbidden(ControlPlane plane) {
    LiveState state =
        read(
            plane.kubeconfigFor("one-namespace"),
            ReadRequests.of(
                List.of(
                    ref("v1", "ConfigMap", "allowed", "settings"),
                    ref("v1", "ConfigMap", "hidden", "settings"))));

    KindCoverage configMaps = coverage(state, "", "ConfigMap");
    assertThat(configMaps.status()).isEqualTo(Status.FORBIDDEN);
    assertThat(configMaps.reason()).contains("hidden").contains("ConfigMap in hidden");
    assertThat(in(state, "allowed", "ConfigMap")).hasSize(1);
  }

  @Test
  void readsNothingWithoutAnyRight(ControlPlane plane) {
    LiveState state = read(plane.kubeconfigFor("nobody"), ReadRequests.of(List.of()));

    assertThat(state.resources()).isEmpty();
    assertThat(state.coverage())
        .filteredOn(c -> TrackedKinds.ALL.contains(c.groupKind()))
        .hasSize(TrackedKinds.ALL.size())
        .allSatisfy(c -> assertThat(c.status()).isEqualTo(Status.FORBIDDEN));
    // Kinds that only rules look at need not be served.
    assertThat(state.coverage())
        .allSatisfy(c -> assertThat(c.status()).isIn(Status.FORBIDDEN, Status.ABSENT));
  }

  /// Their schema is needed all the same, and there is no CRD to read it from.
  @Test
  void readsTheSchemaOfCustomResourcesWhereCrdsAreForbidden(ControlPlane plane) {
    plane
        .kubectlWithInput(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: sprockets.example.net}
            spec:
              group: example.net
              scope: Namespaced
              names: {kind: Sprocket, plural: sprockets, singular: sprocket}
              versions:
              - name: v1
                served: true
                storage: true
                schema:
                  openAPIV3Schema: {type: object, properties: {size: {type: integer, default: 4}}}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    plane.kubectl("wait", "--for=condition=Established", "crd/sprockets.example.net").orThrow();
    awaitOpenApi(plane, "example.net/v1");

    LiveState state =
        read(
            plane.kubeconfigFor("one-namespace"),
            ReadRequests.of(List.of(ref("example.net/v1", "Sprocket", "allowed", "x"))));

    assertThat(coverage(state, "example.net", "Sprocket").status()).isEqualTo(Status.FORBIDDEN);
    assertThat(state.openApi()).containsOnlyKeys("example.net/v1");
    Value.Obj document = new Value.Obj(Map.copyOf(state.openApi())).object("example.net/v1");
    assertThat(document.object("components").object("schemas").fields())
        .containsKey("net.example.v1.Sprocket");
  }

  /// The API server publishes the schema of a new CRD a moment after it serves its kind.
  private static void awaitOpenApi(ControlPlane plane, String apiVersion) {
    for (int attempt = 0; attempt < 60; attempt++) {
      if (plane.kubectl("get", "--raw", "/openapi/v3/apis/" + apiVersion).exit() == 0) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
    throw new AssertionError("the API server did not publish the schema of " + apiVersion);
  }
}
