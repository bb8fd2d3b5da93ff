package dev.drift.evaluate.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.Run;
import dev.drift.evaluate.pod.PatchedPods;
import dev.drift.finding.Coverage.Need;
import dev.drift.judge.Rules;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Claim;
import dev.drift.model.scope.Scope;
import dev.drift.noise.NoisePacks;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KindNeedsTest {
  private static final String CONFIG_MAP =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: shop}}";
  private static final String CLUSTER_ROLE =
      "{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: reader}}";
  private static final String INGRESS =
      "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web, namespace: shop}}";
  private static final String DEPLOYMENT =
      "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: shop}}";

  @Test
  void declaredObjectsNeedTheirOwnKindAndTheirNamespace() {
    assertThat(drift(Scope.OBJECTS, CONFIG_MAP))
        .containsExactlyInAnyOrder(kind("", "ConfigMap"), kind("", "Namespace"));
    assertThat(drift(Scope.OBJECTS, CLUSTER_ROLE))
        .containsExactly(kind("rbac.authorization.k8s.io", "ClusterRole"));
  }

  @Test
  void whatExplainsADifferenceIsNeeded() {
    assertThat(drift(Scope.OBJECTS, INGRESS)).contains(kind("networking.k8s.io", "IngressClass"));
    assertThat(drift(Scope.OBJECTS, DEPLOYMENT))
        .contains(kind("autoscaling", "HorizontalPodAutoscaler"));
    assertThat(drift(Scope.OBJECTS, CONFIG_MAP))
        .doesNotContain(
            kind("networking.k8s.io", "IngressClass"),
            kind("autoscaling", "HorizontalPodAutoscaler"));
  }

  /// Admission writes into a Pod what these say.
  @Test
  void whatADeclaredPodTakesFromOthersIsNeeded() {
    assertThat(
            drift(
                Scope.OBJECTS,
                "{apiVersion: v1, kind: Pod, metadata: {name: tool, namespace: shop}}"))
        .contains(
            kind("node.k8s.io", "RuntimeClass"),
            kind("scheduling.k8s.io", "PriorityClass"),
            kind("", "ServiceAccount"),
            kind("", "Node"));
  }

  @Test
  void kindsOfNoisePacksAreListedOnlyIfThePacksAreInUse() {
    GroupKind kafka = kind("kafka.strimzi.io", "Kafka");
    Set<GroupKind> used = Set.of(kind("", "ConfigMap"));
    assertThat(KindNeeds.listed(used, Claim.EVERYTHING, NoisePacks.shipped())).contains(kafka);
    assertThat(KindNeeds.listed(used, Claim.EVERYTHING, NoisePacks.NONE)).doesNotContain(kafka);
    assertThat(KindNeeds.listed(Set.of(kafka), Claim.EVERYTHING, NoisePacks.NONE)).contains(kafka);
  }

  /// So no rule judges differently for want of a kind that only a noise pack has read.
  @Test
  void whatAnyRuleReadsIsListedWithoutNoisePacks() {
    Set<GroupKind> listed = KindNeeds.listed(Set.of(), Claim.NOTHING, NoisePacks.NONE);
    assertThat(Rules.ALL)
        .allSatisfy(rule -> assertThat(listed).containsAll(rule.reads().kinds().keySet()));
  }

  @Test
  void ownersAreListedIfUndeclaredObjectsAreLookedFor() {
    GroupKind addon = kind("k3s.cattle.io", "Addon");
    assertThat(KindNeeds.listed(Set.of(), Claim.EVERYTHING, NoisePacks.NONE)).contains(addon);
    assertThat(KindNeeds.listed(Set.of(), Claim.NOTHING, NoisePacks.NONE)).doesNotContain(addon);
  }

  @Test
  void whatPatchedPodsLookAtIsListed() {
    assertThat(KindNeeds.listed(Set.of(kind("apps", "Deployment")), Claim.NOTHING, NoisePacks.NONE))
        .containsAll(PatchedPods.READS.kinds().keySet());
  }

  @Test
  void clusterScopedKindsAreNeededOnlyForTheWholeCluster() {
    GroupKind role = kind("rbac.authorization.k8s.io", "ClusterRole");
    assertThat(drift(Scope.NAMESPACES, CONFIG_MAP))
        .contains(kind("", "Secret"), kind("", "Pod"))
        .doesNotContain(role);
    assertThat(drift(Scope.CLUSTER, CONFIG_MAP)).contains(kind("", "Secret"), role);
  }

  private static Set<GroupKind> drift(Scope scope, String git) {
    Set<GroupKind> kinds = new TreeSet<>();
    KindNeeds.of(new Run().scope(scope).desired(git), Run.KINDS)
        .forEach(
            (kind, needs) -> {
              if (needs.contains(Need.DRIFT)) {
                kinds.add(kind);
              }
            });
    return kinds;
  }

  private static GroupKind kind(String group, String kind) {
    return new GroupKind(group, kind);
  }
}
