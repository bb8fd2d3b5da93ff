package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage.Need;
import dev.drift.model.GroupKind;
import dev.drift.model.Scope;
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
