package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import org.junit.jupiter.api.Test;

/// Several deployers' marks and proofs on one object, and records that are masked.
class OwnersTest {
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: shop
        labels: {app.kubernetes.io/managed-by: Helm}
        annotations: {argocd.argoproj.io/tracking-id: "shop:apps/Deployment:shop/web"}
      """;

  private static final LiveResource APPLICATION =
      object(
          """
          apiVersion: argoproj.io/v1alpha1
          kind: Application
          metadata: {name: shop, namespace: argocd}
          spec: {destination: {name: in-cluster}}
          status:
            sync: {status: Synced}
            resources: [{group: apps, kind: Deployment, namespace: shop, name: web, status: Synced}]
          """);

  /// Argo CD renders charts itself, and there is no release.
  @Test
  void oneProofIsEnough() {
    LiveResource web = object(DEPLOYMENT);

    assertThat(Owners.of(TestCluster.of(web, APPLICATION)).of(web))
        .isEqualTo(
            new Ownership.Proven("Argo CD Application argocd/shop", "its status lists it", true));
  }

  @Test
  void withoutAProofWhatIsNotKnownComesFirst() {
    LiveResource web = object(DEPLOYMENT);
    GroupKind applications = new GroupKind("argoproj.io", "Application");

    assertThat(Owners.of(TestCluster.without(applications, web)).of(web))
        .isInstanceOfSatisfying(
            Ownership.Unverifiable.class,
            unknown -> assertThat(unknown.kind()).isEqualTo(applications));
  }

  /// As in a snapshot: secrets are masked, and what a record holds was kept.
  @Test
  void aSnapshotProvesWhatTheClusterProves() {
    String manifest =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata:
          name: web
        roleRef: {kind: Role, name: web}
        subjects: [{kind: User, name: alice}]
        """;
    LiveResource binding =
        object(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: web, namespace: shop}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: alice}]
            """);
    StoredReleases release = StoredReleases.release("shop", "web").manifest(manifest);
    Redactor redactor = new Redactor(new MaskKey(new byte[32]));

    for (LiveResource record : new LiveResource[] {release.secret(), release.configMap()}) {
      LiveState cluster = TestCluster.of(object(DEPLOYMENT), binding, record);
      LiveState snapshot =
          LiveObjects.each(
              cluster,
              one ->
                  new LiveResource(
                      one.ref(),
                      ReleaseMasks.withFacts(one, redactor.redact(one.ref(), one.content())),
                      one.owners()));

      Value.Obj stored = snapshot.resources().ofKind(record.id().groupKind()).getFirst().content();
      assertThat(stored.object("data").get("release").orElseThrow())
          .isInstanceOf(Value.Masked.class);
      for (LiveResource each : snapshot.resources().values()) {
        assertThat(Owners.of(snapshot).of(each))
            .isInstanceOfSatisfying(
                Ownership.Proven.class, proven -> assertThat(proven.coversRights()).isTrue())
            .isEqualTo(Owners.of(cluster).of(each));
      }
    }
  }
}
