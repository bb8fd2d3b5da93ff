package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What proves that Argo CD owns an object, and what does not.
class ArgoApplicationsTest {
  private static final GroupKind APPLICATION = new GroupKind("argoproj.io", "Application");

  private static final String IN_CLUSTER = "server: https://kubernetes.default.svc";

  private static LiveResource application(String destination, String spec, String resource) {
    return object(
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop, namespace: argocd}
        spec: {destination: {%s, namespace: shop}%s}
        status:
          sync: {status: Synced}
          resources:
            - {group: apps, version: v1, kind: Deployment, namespace: shop, name: web%s}
            - {group: rbac.authorization.k8s.io, kind: ClusterRole, name: web%s}
        """
            .formatted(destination, spec, resource, resource));
  }

  private static final LiveResource SHOP = application(IN_CLUSTER, "", ", status: Synced");

  private static LiveResource deployment(String name) {
    return object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %s
          namespace: shop
          annotations: {argocd.argoproj.io/tracking-id: "shop:apps/Deployment:shop/%s"}
        """
            .formatted(name, name));
  }

  private static LiveResource role() {
    return object(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: web
          annotations:
            argocd.argoproj.io/tracking-id: "shop:rbac.authorization.k8s.io/ClusterRole:shop/web"
        rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        """);
  }

  private static Ownership owner(LiveResource object, LiveResource... others) {
    LiveResource[] all = new LiveResource[others.length + 1];
    all[0] = object;
    System.arraycopy(others, 0, all, 1, others.length);
    return Owners.of(TestCluster.of(all)).of(object);
  }

  @Test
  void noApplicationIsThere() {
    assertThat(owner(deployment("web")))
        .isEqualTo(
            new Ownership.Forged(
                "its annotation says that Argo CD Application shop tracks it, but this cluster has no"
                    + " such Application"));
  }

  @Test
  void theStatusDoesNotListIt() {
    assertThat(owner(deployment("miner"), SHOP))
        .isEqualTo(
            new Ownership.Forged(
                "its annotation says that Argo CD Application shop tracks it, but that"
                    + " Application's source does not contain it"));
  }

  /// So Argo CD lists what carries its mark and is not in its source.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ", status: OutOfSync, requiresPruning: true",
        ", status: Synced, requiresPruning: true",
        ", hook: true",
        ", hook: true, requiresPruning: true",
        "",
        ", status: Unknown"
      })
  void itIsListedByItsMarkAlone(String listed) {
    assertThat(owner(deployment("web"), application(IN_CLUSTER, "", listed)))
        .isInstanceOf(Ownership.Forged.class);
  }

  @Test
  void theAnnotationIsACopy() {
    LiveResource copied =
        object(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: web-tls
              namespace: shop
              annotations: {argocd.argoproj.io/tracking-id: "shop:apps/Deployment:shop/web"}
            """);

    assertThat(owner(copied, SHOP))
        .isEqualTo(
            new Ownership.Forged(
                "its annotation argocd.argoproj.io/tracking-id was written for another object"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"server: https://east.example.com", "name: east", "server: ''"})
  void itDeploysToAnotherCluster(String destination) {
    assertThat(owner(deployment("web"), application(destination, "", ", status: Synced")))
        .isEqualTo(
            new Ownership.Forged(
                "its annotation says that Argo CD Application shop tracks it, but that Application deploys to"
                    + " another cluster"));
  }

  @Test
  void applicationsMayNotBeRead() {
    LiveResource object = deployment("web");

    assertThat(Owners.of(TestCluster.without(APPLICATION, object)).of(object))
        .isEqualTo(
            new Ownership.Unverifiable(
                APPLICATION,
                "its annotation says that Argo CD Application shop tracks it, but Applications could"
                    + " not be read"));
  }

  @Test
  void argoCdCouldNotReadItsSource() {
    LiveResource unknown =
        object(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec: {destination: {name: in-cluster}}
            status:
              sync: {status: Unknown}
              resources:
                - {group: apps, kind: Deployment, namespace: shop, name: web, status: Unknown,
                   requiresPruning: true}
            """);

    assertThat(owner(deployment("web"), unknown)).isInstanceOf(Ownership.Unverifiable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {IN_CLUSTER, "name: in-cluster", "server: 'https://10.0.0.1:6443'"})
  void theStatusListsIt(String destination) {
    assertThat(owner(deployment("web"), application(destination, "", ", status: Synced")))
        .isEqualTo(
            new Ownership.Proven("Argo CD Application argocd/shop", "its status lists it", true));
    assertThat(owner(deployment("web"), application(destination, "", ", status: OutOfSync")))
        .isEqualTo(
            new Ownership.Proven("Argo CD Application argocd/shop", "its status lists it", true));
  }

  @Test
  void rightsAreCoveredIfArgoCdFoundThemAsItsSourceSays() {
    assertThat(owner(role(), SHOP))
        .isEqualTo(
            new Ownership.Proven("Argo CD Application argocd/shop", "its status lists it", true));
    Ownership uncovered =
        new Ownership.Proven("Argo CD Application argocd/shop", "its status lists it", false);
    assertThat(owner(role(), application(IN_CLUSTER, "", ", status: OutOfSync")))
        .isEqualTo(uncovered);
    assertThat(
            owner(
                role(),
                application(
                    IN_CLUSTER,
                    ", ignoreDifferences: [{group: '*', kind: '*', jsonPointers: [/rules]}]",
                    ", status: Synced")))
        .isEqualTo(uncovered);
  }

  @Test
  void hooksAreProvenByTheSyncThatRanThem() {
    LiveResource synced =
        object(
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec: {destination: {name: in-cluster}}
            status:
              operationState:
                syncResult:
                  resources:
                    - {group: batch, version: v1, kind: Job, namespace: shop, name: migrate,
                       hookType: PreSync, hookPhase: Succeeded, syncPhase: PreSync}
                    - {group: batch, version: v1, kind: Job, namespace: shop, name: other,
                       status: Pruned}
            """);

    assertThat(
            owner(
                object(
                    "{apiVersion: batch/v1, kind: Job, metadata: {name: migrate, namespace: shop}}"),
                synced))
        .isEqualTo(
            new Ownership.Proven(
                "Argo CD Application argocd/shop", "its last sync ran it as a hook", true));
    assertThat(
            owner(
                object(
                    "{apiVersion: batch/v1, kind: Job, metadata: {name: other, namespace: shop}}"),
                synced))
        .isEqualTo(new Ownership.None());
  }

  @Test
  void everybodysLabelIsNoMark() {
    assertThat(
            owner(
                object(
                    "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop, labels:"
                        + " {app.kubernetes.io/instance: shop}}}"),
                SHOP))
        .isEqualTo(new Ownership.None());
  }
}
