package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Objects that Git does not declare: each reason, and what comes near it.
class UndeclaredTest {

  /// Whether the first of these objects is accounted for.
  private static boolean explained(String... objects) {
    List<LiveResource> all = live(objects);
    return explainer(all).explainUndeclared(all.getFirst()).isPresent();
  }

  private static Optional<GroupKind> unreadMaker(String object) {
    List<LiveResource> all = live(new String[] {object});
    return explainer(all).unreadMaker(all.getFirst());
  }

  private static List<LiveResource> live(String[] objects) {
    return Yaml.objects(String.join("\n---\n", objects)).stream().map(LiveObjects::live).toList();
  }

  private static Explainer explainer(List<LiveResource> all) {
    return new Explainer(Worlds.of(LiveObjects.state(all)));
  }

  private static final String OWNER =
      "{apiVersion: example.com/v1, kind: Lake, metadata: {name: owner, namespace: ns, uid: u1}}";

  private static String owned(String uid, boolean controller) {
    return ("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns, ownerReferences:"
            + " [{apiVersion: example.com/v1, kind: Lake, name: owner, uid: %s, controller: %s}]}}")
        .formatted(uid, controller);
  }

  @Test
  void aControllerThatIsThere() {
    assertThat(explained(owned("u1", true), OWNER)).isTrue();
  }

  @Test
  void aControllerOfAKindThatWasNotRead() {
    assertThat(unreadMaker(owned("u1", true))).contains(new GroupKind("example.com", "Lake"));
    assertThat(unreadMaker(owned("u1", false))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StatefulSet           | v1 | PersistentVolumeClaim | {namespace: ns, name: data-trino-0} | {}
          PersistentVolumeClaim | v1 | PersistentVolume | {name: pv, annotations: {pv.kubernetes.io/provisioned-by: csi}} | {}
          Service               | v1 | Endpoints | {namespace: ns, name: trino} | {}
          ServiceAccount        | v1 | Secret | {namespace: ns, name: token} | {type: kubernetes.io/service-account-token}
          Service               | networking.k8s.io/v1 | IPAddress | {name: 10.0.0.7} | {}
          Node                  | storage.k8s.io/v1 | CSINode | {name: node-1} | {}
          PersistentVolume      | storage.k8s.io/v1 | VolumeAttachment | {name: csi-1} | {}
          """)
  void whatMayHaveBeenMadeForAKindThatWasNotRead(
      String maker, String apiVersion, String kind, String metadata, String rest) {
    String object =
        "{apiVersion: %s, kind: %s, metadata: %s, %s"
            .formatted(apiVersion, kind, metadata, rest.substring(1));
    assertThat(unreadMaker(object).map(GroupKind::kind)).contains(maker);
  }

  @Test
  void whatNoControllerMakes() {
    for (String object :
        List.of(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {namespace: ns, name: data}}",
            "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}}",
            "{apiVersion: v1, kind: Secret, metadata: {namespace: ns, name: s}, type: Opaque}",
            "{apiVersion: v1, kind: ConfigMap, metadata: {namespace: ns, name: trino}}")) {
      assertThat(unreadMaker(object)).as(object).isEmpty();
    }
  }

  @Test
  void anOwnerThatIsNotThereHidesNothing() {
    assertThat(explained(owned("u1", true))).isFalse();
    assertThat(explained(owned("u2", true), OWNER)).isFalse();
    assertThat(explained(owned("u1", false), OWNER)).isFalse();
    assertThat(explained(owned("u1", true), OWNER.replace("namespace: ns", "namespace: other")))
        .isFalse();
  }

  private static boolean controlled(String kind, String controller) {
    String owner =
        "{apiVersion: %s, kind: %s, metadata: {name: owner, namespace: ns, uid: u1}}"
            .formatted((Object[]) controller.split(" "));
    String owned =
        ("{apiVersion: %s, kind: %s, metadata: {name: o, namespace: ns, ownerReferences:"
                + " [{apiVersion: %s, kind: %s, name: owner, uid: u1, controller: true}]}}")
            .formatted((Object[]) (kind + " " + controller).split(" "));
    return explained(owned, owner);
  }

  @Test
  void whatTheControllersOfKubernetesMake() {
    assertThat(controlled("apps/v1 ReplicaSet", "apps/v1 Deployment")).isTrue();
    assertThat(controlled("v1 Pod", "apps/v1 ReplicaSet")).isTrue();
    assertThat(controlled("batch/v1 Job", "batch/v1 CronJob")).isTrue();
    assertThat(controlled("discovery.k8s.io/v1 EndpointSlice", "v1 Service")).isTrue();
    assertThat(controlled("apps/v1 ControllerRevision", "apps/v1 StatefulSet")).isTrue();
  }

  /// Whoever may make an object may write any owner into it.
  @Test
  void aControllerThatMakesNoSuchThingHidesNothing() {
    assertThat(controlled("apps/v1 Deployment", "apps/v1 Deployment")).isFalse();
    assertThat(controlled("apps/v1 DaemonSet", "v1 ServiceAccount")).isFalse();
    assertThat(controlled("v1 Pod", "apps/v1 Deployment")).isFalse();
    assertThat(controlled("v1 Secret", "v1 ConfigMap")).isFalse();
    assertThat(controlled("rbac.authorization.k8s.io/v1 RoleBinding", "v1 Service")).isFalse();
  }

  @Test
  void rightsAreToldWhoeverMadeThem() {
    assertThat(controlled("rbac.authorization.k8s.io/v1 RoleBinding", "example.com/v1 Lake"))
        .isFalse();
    assertThat(
            controlled(
                "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration",
                "example.com/v1 Lake"))
        .isFalse();
  }

  /// Flink's JobManager is a Deployment, Spark's driver a Pod.
  @Test
  void programsMakeWhatTheirWorkersNeed() {
    assertThat(controlled("v1 Service", "apps/v1 Deployment")).isTrue();
    assertThat(controlled("v1 ConfigMap", "v1 Pod")).isTrue();
  }

  /// An operator may make anything else, and may work for any object.
  @Test
  void operatorsMakeWhatTheyMake() {
    assertThat(controlled("apps/v1 Deployment", "example.com/v1 Lake")).isTrue();
    assertThat(controlled("cert-manager.io/v1 Certificate", "networking.k8s.io/v1 Ingress"))
        .isTrue();
  }

  private static final String SET =
      "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db, namespace: ns}, spec:"
          + " {selector: {matchLabels: {app: db}}, volumeClaimTemplates: [{metadata: {name: data}}]}}";

  private static String claim(String name, String label) {
    return ("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: %s, namespace: ns,"
            + " labels: {app: %s}}}")
        .formatted(name, label);
  }

  @Test
  void theClaimsOfAStatefulSet() {
    assertThat(explained(claim("data-db-0", "db"), SET)).isTrue();
    assertThat(explained(claim("data-db-12", "db"), SET)).isTrue();
  }

  @Test
  void claimsThatAreOnlyNamedLikeThem() {
    assertThat(explained(claim("data-db-0", "mine"), SET)).isFalse();
    assertThat(explained(claim("data-db-00", "db"), SET)).isFalse();
    assertThat(explained(claim("data-db-x", "db"), SET)).isFalse();
    assertThat(explained(claim("logs-db-0", "db"), SET)).isFalse();
    assertThat(explained(claim("data-db-0", "db"))).isFalse();
  }

  private static final String VOLUME =
      "{apiVersion: v1, kind: PersistentVolume, metadata: {name: pv, annotations:"
          + " {pv.kubernetes.io/provisioned-by: csi}}, spec: {claimRef: {namespace: ns, name: c,"
          + " uid: u}}}";

  @Test
  void aProvisionedVolume() {
    String claim =
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: c, namespace: ns, uid: %s}}";
    assertThat(explained(VOLUME, claim.formatted("u"))).isTrue();
    assertThat(explained(VOLUME, claim.formatted("other"))).isFalse();
    assertThat(explained(VOLUME)).isFalse();
    assertThat(explained(VOLUME.replace("provisioned-by", "x"), claim.formatted("u"))).isFalse();
  }

  @Test
  void theEndpointsOfAService() {
    String endpoints = "{apiVersion: v1, kind: Endpoints, metadata: {name: s, namespace: ns}}";
    String service =
        "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: ns}, spec: {selector: {%s}}}";
    assertThat(explained(endpoints, service.formatted("a: b"))).isTrue();
    assertThat(explained(endpoints, service.formatted(""))).isFalse();
    assertThat(explained(endpoints)).isFalse();
  }

  @Test
  void theDefaultAccountOfEachNamespace() {
    assertThat(
            explained(
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: default, namespace: ns}}"))
        .isTrue();
    assertThat(
            explained(
                "{apiVersion: v1, kind: ServiceAccount, metadata: {name: other, namespace: ns}}"))
        .isFalse();
  }
}
