package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static dev.drift.owner.TestCluster.writtenBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What proves that Flux owns an object, and what does not.
class FluxInventoriesTest {
  private static final GroupKind KUSTOMIZATION =
      new GroupKind("kustomize.toolkit.fluxcd.io", "Kustomization");

  private static final String APPS =
      """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: apps, namespace: flux-system}
      spec: {interval: 10m%s}
      status:
        conditions: [{type: Ready, status: "%s"}]
        inventory:
          entries:
            - {id: shop_web_apps_Deployment, v: v1}
            - {id: _system__auth_rbac.authorization.k8s.io_ClusterRoleBinding, v: v1}
            - {id: broken, v: v1}
            - {v: v1}
      """;

  private static final LiveResource KUSTOMIZED = object(APPS.formatted("", "True"));

  private static LiveResource deployment(String name) {
    return object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %s
          namespace: shop
          labels:
            kustomize.toolkit.fluxcd.io/name: apps
            kustomize.toolkit.fluxcd.io/namespace: flux-system
        """
            .formatted(name));
  }

  private static LiveResource binding(String annotations) {
    return object(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRoleBinding
        metadata: {name: "system:auth", annotations: {%s}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
        subjects: [{kind: User, name: alice, apiGroup: rbac.authorization.k8s.io}]
        """
            .formatted(annotations));
  }

  private static Ownership owner(LiveResource object, LiveResource... others) {
    LiveResource[] all = new LiveResource[others.length + 1];
    all[0] = object;
    System.arraycopy(others, 0, all, 1, others.length);
    return Owners.of(TestCluster.of(all)).of(object);
  }

  @Test
  void noKustomizationIsThere() {
    assertThat(owner(deployment("web")))
        .isEqualTo(
            new Ownership.Forged(
                "its labels say that Flux Kustomization flux-system/apps applies it, but there is no"
                    + " such Kustomization"));
  }

  @Test
  void theInventoryDoesNotHoldIt() {
    assertThat(owner(deployment("miner"), KUSTOMIZED))
        .isEqualTo(
            new Ownership.Forged(
                "its labels say that Flux Kustomization flux-system/apps applies it, but its"
                    + " inventory does not list it"));
  }

  @Test
  void itAppliesToAnotherCluster() {
    LiveResource remote = object(APPS.formatted(", kubeConfig: {secretRef: {name: east}}", "True"));

    assertThat(owner(deployment("web"), remote))
        .isEqualTo(
            new Ownership.Forged(
                "its labels say that Flux Kustomization flux-system/apps applies it, but that one"
                    + " applies to another cluster"));
  }

  @Test
  void kustomizationsMayNotBeRead() {
    LiveResource object = deployment("web");

    assertThat(Owners.of(TestCluster.without(KUSTOMIZATION, object)).of(object))
        .isEqualTo(
            new Ownership.Unverifiable(
                KUSTOMIZATION,
                "its labels say that Flux Kustomization flux-system/apps applies it, but"
                    + " Kustomizations could not be read"));
  }

  @Test
  void theInventoryHoldsIt() {
    assertThat(owner(deployment("web"), KUSTOMIZED))
        .isEqualTo(
            new Ownership.Proven(
                "Flux Kustomization flux-system/apps", "its inventory lists it", true));
    LiveResource suspended = object(APPS.formatted(", suspend: true", "False"));
    assertThat(owner(deployment("web"), suspended)).isInstanceOf(Ownership.Proven.class);
  }

  @Test
  void rightsAreCoveredIfFluxKeepsThem() {
    LiveResource applied = writtenBy("kustomize-controller", binding(""));

    assertThat(owner(applied, KUSTOMIZED))
        .isEqualTo(
            new Ownership.Proven(
                "Flux Kustomization flux-system/apps", "its inventory lists it", true));
  }

  @Test
  void rightsAreNotCoveredIfNothingKeepsThem() {
    LiveResource applied = writtenBy("kustomize-controller", binding(""));
    Ownership uncovered =
        new Ownership.Proven(
            "Flux Kustomization flux-system/apps", "its inventory lists it", false);

    assertThat(owner(applied, object(APPS.formatted(", suspend: true", "True"))))
        .isEqualTo(uncovered);
    assertThat(owner(applied, object(APPS.formatted("", "False")))).isEqualTo(uncovered);
    assertThat(owner(writtenBy("kubectl-edit", applied), KUSTOMIZED)).isEqualTo(uncovered);
    assertThat(owner(binding(""), KUSTOMIZED)).isEqualTo(uncovered);
    assertThat(
            owner(
                writtenBy(
                    "kustomize-controller",
                    binding("kustomize.toolkit.fluxcd.io/reconcile: disabled")),
                KUSTOMIZED))
        .isEqualTo(uncovered);
  }

  /// kube-controller-manager writes its rules.
  @Test
  void anAggregatedRoleIsItsSelectors() {
    LiveResource role =
        object(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: lakes}
            aggregationRule: {clusterRoleSelectors: [{matchLabels: {lakes: "true"}}]}
            """);
    LiveResource rules =
        object(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: lakes}
            rules: [{apiGroups: [example.com], resources: [lakes], verbs: [get]}]
            """);
    LiveResource flux = writtenBy("kustomize-controller", role);
    List<FieldOwner> owners = new ArrayList<>(flux.owners());
    owners.addAll(writtenBy("clusterrole-aggregation-controller", rules).owners());
    LiveResource filled = new LiveResource(flux.ref(), flux.content(), owners);
    LiveResource inventory =
        object(
            """
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata: {name: lakes, namespace: flux-system}
            status:
              conditions: [{type: Ready, status: "True"}]
              inventory: {entries: [{id: _lakes_rbac.authorization.k8s.io_ClusterRole, v: v1}]}
            """);

    assertThat(owner(filled, inventory))
        .isEqualTo(
            new Ownership.Proven(
                "Flux Kustomization flux-system/lakes", "its inventory lists it", true));
    assertThat(owner(writtenBy("kubectl-edit", filled), inventory))
        .isEqualTo(
            new Ownership.Proven(
                "Flux Kustomization flux-system/lakes", "its inventory lists it", false));
  }

  @Test
  void inventoriesOfHelmReleasesAndResourceSets() {
    LiveResource release =
        object(
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: prom, namespace: monitoring}
            status: {inventory: {entries: [{id: monitoring_operator_apps_Deployment, v: v1}]}}
            """);
    LiveResource set =
        object(
            """
            apiVersion: fluxcd.controlplane.io/v1
            kind: ResourceSet
            metadata: {name: tenants, namespace: flux-system}
            status: {inventory: {entries: [{id: _team-a__Namespace, v: v1}]}}
            """);

    assertThat(
            owner(
                object(
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: operator, namespace:"
                        + " monitoring}}"),
                release))
        .isEqualTo(
            new Ownership.Proven(
                "Flux HelmRelease monitoring/prom", "its inventory lists it", true));
    assertThat(owner(object("{apiVersion: v1, kind: Namespace, metadata: {name: team-a}}"), set))
        .isEqualTo(
            new Ownership.Proven(
                "Flux ResourceSet flux-system/tenants", "its inventory lists it", true));
  }

  /// An inventory holds no hooks, and older HelmReleases have none.
  @Test
  void whatHelmDecides() {
    String release =
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: prom, namespace: monitoring}
        status: {%s}
        """;
    String job =
        """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: migrate
          namespace: monitoring
          annotations: {%s}
          labels:
            helm.toolkit.fluxcd.io/name: prom
            helm.toolkit.fluxcd.io/namespace: monitoring
        """;
    LiveResource plain = object(job.formatted(""));
    LiveResource hook = object(job.formatted("helm.sh/hook: pre-upgrade"));
    LiveResource with = object(release.formatted("inventory: {entries: []}"));

    assertThat(owner(plain, with)).isInstanceOf(Ownership.Forged.class);
    assertThat(owner(hook, with)).isEqualTo(new Ownership.None());
    assertThat(owner(plain, object(release.formatted("")))).isEqualTo(new Ownership.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "__", "a_b", "a_b_c", "apps"})
  void whatIsNoId(String text) {
    assertThat(FluxInventories.id(text)).isEmpty();
  }

  @Test
  void idsAreRead() {
    assertThat(FluxInventories.id("shop_web_apps_Deployment"))
        .contains(new ResourceId(new GroupKind("apps", "Deployment"), "shop", "web"));
    assertThat(FluxInventories.id("_a__b__c_rbac.authorization.k8s.io_ClusterRole"))
        .contains(
            new ResourceId(new GroupKind("rbac.authorization.k8s.io", "ClusterRole"), "", "a:b:c"));
    assertThat(FluxInventories.id("shop_settings__ConfigMap"))
        .contains(new ResourceId(new GroupKind("", "ConfigMap"), "shop", "settings"));
  }
}
