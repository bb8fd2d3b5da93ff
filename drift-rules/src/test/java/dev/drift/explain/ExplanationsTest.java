package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.world.Worlds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The list itself, and what comes near each explanation but is drift.
class ExplanationsTest {
  @Test
  void namesAreUnique() {
    assertThat(Explanations.ALL).extracting(Explanation::name).doesNotHaveDuplicates();
    assertThat(Explanations.ALL)
        .allSatisfy(one -> assertThat(one.name()).matches("[a-z]+(-[a-z]+)*"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "apps/v1 | Deployment | metadata.annotations[\"deployment.kubernetes.io/revision\"] | '3' | true",
        "apps/v1 | StatefulSet | metadata.annotations[\"deployment.kubernetes.io/revision\"] | '3' | false",
        "example.org/v1 | Deployment | metadata.annotations[\"deployment.kubernetes.io/revision\"] | '3' | false",
        "apps/v1 | Deployment | metadata.annotations[\"deployment.kubernetes.io/revision\"] | mine | false",
        "apps/v1 | Deployment | spec.template.metadata.annotations[\"deployment.kubernetes.io/revision\"] | '3' | false",
        "apps/v1 | DaemonSet | metadata.annotations[\"deprecated.daemonset.template.generation\"] | x | false",
        "v1 | Pod | spec.template.metadata.annotations[\"kubectl.kubernetes.io/restartedAt\"] | '2026-01-01T00:00:00Z' | false",
        "v1 | Service | spec.ipFamilyPolicy | SingleStack | true",
        "v1 | Service | spec.ipFamilyPolicy | RequireDualStack | false",
        "v1 | Service | spec.clusterIP | None | false",
        "v1 | Service | spec.loadBalancerIP | 10.0.0.1 | false",
        "v1 | ConfigMap | spec.clusterIP | 10.0.0.1 | false",
        "v1 | Namespace | spec.finalizers | [kubernetes] | true",
        "v1 | Namespace | spec.finalizers | [kubernetes, mine] | false",
        "v1 | PersistentVolumeClaim | metadata.finalizers[=\"kubernetes.io/pvc-protection\"] | kubernetes.io/pvc-protection | true",
        "v1 | PersistentVolumeClaim | metadata.finalizers[2] | kubernetes.io/pvc-protection | true",
        "v1 | PersistentVolumeClaim | metadata.finalizers[2] | mine | false",
        "v1 | ConfigMap | metadata.finalizers[=\"kubernetes.io/pvc-protection\"] | kubernetes.io/pvc-protection | false",
        "example.org/v1 | Widget | spec.caBundle | Y2E= | false",
        "apiregistration.k8s.io/v1 | APIService | spec.caBundle | Y2E= | true",
        "v1 | Pod | spec.serviceAccountName | default | true",
        "v1 | Pod | spec.serviceAccountName | admin | false",
        "apps/v1 | Deployment | spec.serviceAccountName | default | false",
        "v1 | Pod | spec.tolerations | [{operator: Exists}] | false",
        "v1 | Pod | spec.volumes[name=kube-api-access-x] | {name: kube-api-access-x, hostPath: {path: /}} | false",
        "v1 | Pod | spec.volumes[name=kube-api-access-x] | {name: kube-api-access-x, projected: {sources: [{secret: {name: s}}]}} | false",
        "v1 | ServiceAccount | secrets | [{name: none}] | false",
        "rbac.authorization.k8s.io/v1 | ClusterRole | rules | [{verbs: ['*']}] | false"
      })
  void explainsValuesAndNotPathsAlone(
      String apiVersion, String kind, String path, String live, boolean explained) {
    assertThat(explain(apiVersion, kind, Change.ADDED, path, live, "")).isEqualTo(explained);
    assertThat(explain(apiVersion, kind, Change.CHANGED, path, live, "")).isFalse();
  }

  @Test
  void aTokenIsOneOfTheAccountsOwn() {
    String secret =
        "{apiVersion: v1, kind: Secret, type: %s, metadata: {name: t, namespace: ns, annotations:"
            + " {kubernetes.io/service-account.uid: %s}}}";
    String type = "kubernetes.io/service-account-token";
    String reference = "[{name: t}]";
    assertThat(
            explain(
                "v1",
                "ServiceAccount",
                Change.ADDED,
                "secrets",
                reference,
                secret.formatted(type, "uid-1")))
        .isTrue();
    assertThat(
            explain(
                "v1",
                "ServiceAccount",
                Change.ADDED,
                "secrets",
                reference,
                secret.formatted(type, "uid-2")))
        .isFalse();
    assertThat(
            explain(
                "v1",
                "ServiceAccount",
                Change.ADDED,
                "secrets",
                reference,
                secret.formatted("Opaque", "uid-1")))
        .isFalse();
  }

  private static boolean explain(
      String apiVersion, String kind, Change change, String path, String value, String other) {
    Value.Obj object =
        Yaml.object(
            "{apiVersion: %s, kind: %s, metadata: {name: x, namespace: ns, uid: uid-1}, spec: {}}"
                .formatted(apiVersion, kind));
    LiveResource live = LiveObjects.live(object);
    List<LiveResource> all = new ArrayList<>(List.of(live));
    if (!other.isEmpty()) {
      all.add(LiveObjects.live(Yaml.object(other)));
    }
    LiveState state =
        LiveObjects.covered(
            LiveObjects.state(all),
            List.of(new KindCoverage("v1", "Secret", KindCoverage.Status.READ, 0, "")));
    Value read = Steps.at(Path.of("v"), Yaml.object("v: " + value)).orElseThrow();
    Difference difference =
        new Difference(live.ref(), change, Path.parse(path), Optional.empty(), Optional.of(read));
    return new Explainer(Worlds.of(state)).explain(difference, live).isPresent();
  }
}
