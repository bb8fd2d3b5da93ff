package dev.drift.owner;

import static dev.drift.owner.StoredReleases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What proves that Helm owns an object, and what does not.
class HelmReleasesTest {
  private static final GroupKind SECRET = new GroupKind("", "Secret");

  private static final String MANIFEST =
      """
      ---
      # Source: prom/templates/deployment.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: operator
        labels:
          app.kubernetes.io/managed-by: Helm
      spec:
        replicas: 1
      ---
      # Source: prom/templates/binding.yaml
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: operator
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: operator
      subjects:
        - kind: ServiceAccount
          name: operator
          namespace: monitoring
      ---
      # Source: prom/templates/service.yaml
      apiVersion: v1
      kind: Service
      metadata:
        name: kubelet
        namespace: kube-system
      """;

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: operator, uid: a}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
      subjects: [{kind: ServiceAccount, name: operator, namespace: monitoring}]
      """;

  private static LiveResource deployment(String namespace, String name) {
    return TestCluster.object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: %s
          namespace: %s
          labels: {app.kubernetes.io/managed-by: Helm}
          annotations: {meta.helm.sh/release-name: prom, meta.helm.sh/release-namespace: monitoring}
        """
            .formatted(name, namespace));
  }

  private static Ownership owner(LiveResource object, LiveResource... others) {
    return owner(TestCluster.of(with(object, others)), object);
  }

  private static Ownership owner(LiveState state, LiveResource object) {
    return Owners.of(state).of(object);
  }

  private static LiveResource[] with(LiveResource object, LiveResource... others) {
    LiveResource[] all = new LiveResource[others.length + 1];
    all[0] = object;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  @Test
  void noReleaseIsThere() {
    assertThat(owner(deployment("monitoring", "operator")))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that Helm release monitoring/prom owns it, but there is no such"
                    + " release"));
  }

  @Test
  void theReleaseHoldsOtherObjects() {
    LiveResource record = release("monitoring", "prom").manifest(MANIFEST).secret();
    Ownership notHeld =
        new Ownership.Forged(
            "its annotations say that Helm release monitoring/prom owns it, but that release's"
                + " manifest does not contain it");

    assertThat(owner(deployment("monitoring", "miner"), record)).isEqualTo(notHeld);
    assertThat(owner(deployment("kube-system", "operator"), record)).isEqualTo(notHeld);
  }

  @Test
  void theLabelAloneNamesNoRelease() {
    LiveResource labelled =
        TestCluster.object(
            "{apiVersion: v1, kind: Service, metadata: {name: s, namespace: shop, labels:"
                + " {app.kubernetes.io/managed-by: Helm}}}");
    LiveResource record = release("monitoring", "prom").manifest(MANIFEST).secret();

    assertThat(owner(labelled, record))
        .isEqualTo(
            new Ownership.Forged(
                "its label says that Helm manages it, but no Helm release contains it"));
    assertThat(owner(TestCluster.without(SECRET, labelled), labelled))
        .isInstanceOf(Ownership.Unverifiable.class);
  }

  @Test
  void aSecretThatIsNotARecord() {
    LiveResource real = release("monitoring", "prom").manifest(MANIFEST).secret();
    Value.Obj content = real.content();
    Value.Obj labels = content.object("metadata").object("labels");
    LiveResource object = deployment("monitoring", "operator");

    for (Value.Obj forged :
        new Value.Obj[] {
          content.with("type", Value.of("Opaque")),
          labelled(content, labels.without("owner")),
          labelled(content, labels.with("name", Value.of("other"))),
          labelled(content, labels.with("version", Value.of("2"))),
          content.with("metadata", content.object("metadata").with("name", Value.of("prom.v1"))),
        }) {
      assertThat(owner(object, LiveObjects.live(forged))).isInstanceOf(Ownership.Forged.class);
    }
    assertThat(owner(object, real)).isInstanceOf(Ownership.Proven.class);
  }

  private static Value.Obj labelled(Value.Obj content, Value.Obj labels) {
    return content.with("metadata", content.object("metadata").with("labels", labels));
  }

  /// Whoever may write Secrets in one namespace could claim what is in another.
  @Test
  void aRecordOfAnotherReleaseUnderThisName() {
    LiveResource elsewhere =
        release("monitoring", "prom").storedIn("evil").manifest(MANIFEST).secret();

    assertThat(owner(deployment("monitoring", "operator"), elsewhere))
        .isInstanceOf(Ownership.Forged.class);
    assertThat(owner(TestCluster.object(BINDING.formatted("operator")), elsewhere))
        .isEqualTo(new Ownership.None());
  }

  /// Flux keeps records where it is configured to.
  @Test
  void aRecordInTheStorageNamespaceOfAHelmRelease() {
    LiveResource elsewhere =
        release("monitoring", "prom").storedIn("flux-system").manifest(MANIFEST).secret();
    LiveResource flux =
        TestCluster.object(
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: prom, namespace: flux-system}
            status:
              storageNamespace: flux-system
              history: [{name: prom, namespace: monitoring, version: 1}]
            """);

    assertThat(owner(deployment("monitoring", "operator"), elsewhere, flux))
        .isInstanceOf(Ownership.Proven.class);
  }

  @Test
  void theManifestHoldsIt() {
    LiveResource record =
        release("monitoring", "prom").revision(3, "deployed").manifest(MANIFEST).secret();

    assertThat(owner(deployment("monitoring", "operator"), record))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "its manifest in Secret monitoring/sh.helm.release.v1.prom.v3 contains it",
                true));
    assertThat(
            owner(
                TestCluster.object(
                    "{apiVersion: v1, kind: Service, metadata: {name: kubelet, namespace:"
                        + " kube-system}}"),
                record))
        .isInstanceOf(Ownership.Proven.class);
    assertThat(owner(record))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "Helm stores the history of that release in it",
                true));
  }

  @Test
  void theConfigMapDriver() {
    LiveResource record = release("monitoring", "prom").manifest(MANIFEST).configMap();

    assertThat(owner(deployment("monitoring", "operator"), record))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "its manifest in ConfigMap monitoring/sh.helm.release.v1.prom.v1 contains it",
                true));
  }

  @Test
  void hooksAndCrdsOfTheChart() {
    LiveResource record =
        release("monitoring", "prom")
            .hook("apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: hook\n")
            .file(
                "crds/lakes.yaml",
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: lakes.example.com
                """)
            .file("README.md", "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: readme\n")
            .secret();

    assertThat(owner(account("hook"), record)).isInstanceOf(Ownership.Proven.class);
    assertThat(
            owner(
                TestCluster.object(
                    "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata:"
                        + " {name: lakes.example.com}}"),
                record))
        .isInstanceOf(Ownership.Proven.class);
    assertThat(owner(account("readme"), record)).isEqualTo(new Ownership.None());
  }

  private static LiveResource account(String name) {
    return TestCluster.object(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: monitoring}}"
            .formatted(name));
  }

  @Test
  void rightsAreCoveredOnlyAsTheManifestGivesThem() {
    LiveResource record = release("monitoring", "prom").manifest(MANIFEST).secret();

    assertThat(owner(TestCluster.object(BINDING.formatted("operator")), record))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "its manifest in Secret monitoring/sh.helm.release.v1.prom.v1 contains it",
                true));
    assertThat(owner(TestCluster.object(BINDING.formatted("cluster-admin")), record))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "its manifest in Secret monitoring/sh.helm.release.v1.prom.v1 contains it, but not"
                    + " with these permissions",
                false));
  }

  @Test
  void theDeployedRevisionCounts() {
    LiveResource before =
        release("monitoring", "prom").revision(1, "superseded").manifest(MANIFEST).secret();
    LiveResource now = release("monitoring", "prom").revision(2, "deployed").secret();

    assertThat(owner(deployment("monitoring", "operator"), before, now))
        .isInstanceOf(Ownership.Forged.class);
  }

  @Test
  void anUpgradeThatFailedHasInstalledObjectsToo() {
    LiveResource deployed = release("monitoring", "prom").revision(9, "deployed").secret();
    LiveResource failed =
        release("monitoring", "prom").revision(10, "failed").manifest(MANIFEST).secret();

    assertThat(owner(deployment("monitoring", "operator"), deployed, failed))
        .isInstanceOf(Ownership.Proven.class);
    assertThat(owner(deployment("monitoring", "operator"), failed))
        .isInstanceOf(Ownership.Proven.class);
  }

  @Test
  void aReleaseThatWasUninstalled() {
    LiveResource record =
        release("monitoring", "prom").revision(2, "uninstalled").manifest(MANIFEST).secret();

    assertThat(owner(deployment("monitoring", "operator"), record))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that Helm release monitoring/prom owns it, but that release was"
                    + " uninstalled"));
    assertThat(owner(record)).isEqualTo(new Ownership.None());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "{\"name\":\"prom\"",
        "{\"name\":\"prom\",\"namespace\":\"monitoring\",\"manifest\":\"apiVersion: apps/v1",
        "[]",
        "null",
        "{\"name\":\"other\",\"namespace\":\"monitoring\",\"manifest\":\"\"}",
        "{\"name\":7,\"namespace\":[],\"manifest\":{}}"
      })
  void brokenContentProvesNothing(String json) {
    StoredReleases stored = release("monitoring", "prom");
    LiveResource packed = stored.secret(StoredReleases.gzip(json.getBytes(StandardCharsets.UTF_8)));

    assertThat(owner(deployment("monitoring", "operator"), packed))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that Helm release monitoring/prom owns it, but Secret"
                    + " monitoring/sh.helm.release.v1.prom.v1 is not a valid Helm release"
                    + " record"));
    assertThat(owner(packed)).isEqualTo(new Ownership.None());
  }

  @Test
  void aBombProvesNothing() {
    LiveResource bomb =
        release("monitoring", "prom").secret(StoredReleases.gzip(new byte[64 * 1024 * 1024]));

    assertThat(owner(deployment("monitoring", "operator"), bomb))
        .isInstanceOf(Ownership.Forged.class);
  }

  @Test
  void whereSecretsMayNotBeReadNothingIsKnown() {
    LiveResource object = deployment("monitoring", "operator");

    assertThat(owner(TestCluster.without(SECRET, object), object))
        .isEqualTo(
            new Ownership.Unverifiable(
                SECRET,
                "its annotations say that Helm release monitoring/prom owns it, but the Secrets that"
                    + " would prove it could not be read"));
    LiveState other = TestCluster.of(object);
    assertThat(Owners.of(other, Set.of("shop")).of(object))
        .isInstanceOf(Ownership.Unverifiable.class);
    assertThat(Owners.of(other, Set.of("monitoring")).of(object))
        .isInstanceOf(Ownership.Forged.class);
  }

  /// As in a snapshot that an older Drift wrote.
  @Test
  void whatIsMaskedProvesByItsExistenceAlone() {
    LiveResource record = release("monitoring", "prom").manifest(MANIFEST).secret();
    Value.Obj masked =
        record
            .content()
            .with("data", Value.Obj.EMPTY.with("release", new Value.Masked("00ff", "key-1")));

    assertThat(owner(deployment("monitoring", "operator"), LiveObjects.live(masked)))
        .isEqualTo(
            new Ownership.Proven(
                "Helm release monitoring/prom",
                "Secret monitoring/sh.helm.release.v1.prom.v1 records that release, but its content"
                    + " is masked",
                false));
    assertThat(owner(TestCluster.object(BINDING.formatted("operator")), LiveObjects.live(masked)))
        .isEqualTo(new Ownership.None());
  }

  @Test
  void nobodyClaimsIt() {
    LiveResource plain =
        TestCluster.object("{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: shop}}");
    assertThat(owner(plain, release("monitoring", "prom").manifest(MANIFEST).secret()))
        .isEqualTo(new Ownership.None());
  }
}
