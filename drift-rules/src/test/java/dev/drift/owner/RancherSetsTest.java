package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static dev.drift.owner.TestCluster.writtenBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import org.junit.jupiter.api.Test;

/// What proves that K3s owns an object, and what does not.
class RancherSetsTest {
  private static final GroupKind ADDON = new GroupKind("k3s.cattle.io", "Addon");

  /// `printf '%s' 'k3s.cattle.io/v1, Kind=Addoncorednskube-system' | sha1sum`; K3s itself has given
  /// this hash to CoreDNS for years.
  private static final String HASH = "bce283298811743a0386ab510f2f67ef74240c57";

  private static final LiveResource COREDNS =
      object(
          """
          apiVersion: k3s.cattle.io/v1
          kind: Addon
          metadata:
            name: coredns
            namespace: kube-system
            annotations:
              addon.k3s.cattle.io/gvks: >-
                /v1, Kind=ConfigMap;apps/v1, Kind=Deployment;rbac.authorization.k8s.io/v1, Kind=ClusterRole
          """);

  private static LiveResource marked(String apiVersion, String kind, String addon, String hash) {
    return object(
        """
        apiVersion: %s
        kind: %s
        metadata:
          name: coredns
          namespace: kube-system
          labels: {objectset.rio.cattle.io/hash: %s}
          annotations:
            objectset.rio.cattle.io/id: ""
            objectset.rio.cattle.io/owner-gvk: k3s.cattle.io/v1, Kind=Addon
            objectset.rio.cattle.io/owner-name: %s
            objectset.rio.cattle.io/owner-namespace: kube-system
        """
            .formatted(apiVersion, kind, hash, addon));
  }

  private static final LiveResource DEPLOYMENT =
      writtenBy("deploy@server-0", marked("apps/v1", "Deployment", "coredns", HASH));

  private static Ownership owner(LiveResource object) {
    return Owners.of(TestCluster.of(object, COREDNS)).of(object);
  }

  @Test
  void noAddonIsThere() {
    assertThat(owner(writtenBy("deploy@server-0", marked("apps/v1", "Deployment", "miner", HASH))))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that K3s Addon kube-system/miner applies it, but there is no"
                    + " such Addon"));
  }

  @Test
  void theAddonHoldsNoSuchKind() {
    assertThat(owner(writtenBy("deploy@server-0", marked("v1", "Secret", "coredns", HASH))))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that K3s Addon kube-system/coredns applies it, but that"
                    + " Addon contains no Secret"));
  }

  @Test
  void k3sWouldNotFindIt() {
    assertThat(
            owner(writtenBy("deploy@server-0", marked("apps/v1", "Deployment", "coredns", "0a"))))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that K3s Addon kube-system/coredns applies it, but its hash"
                    + " does not match, so K3s would not find it"));
  }

  @Test
  void somebodyElseWroteIt() {
    assertThat(owner(writtenBy("kubectl-create", marked("apps/v1", "Deployment", "coredns", HASH))))
        .isEqualTo(
            new Ownership.Forged(
                "its annotations say that K3s Addon kube-system/coredns applies it, but no K3s"
                    + " server wrote it"));
  }

  @Test
  void addonsMayNotBeRead() {
    assertThat(Owners.of(TestCluster.without(ADDON, DEPLOYMENT)).of(DEPLOYMENT))
        .isEqualTo(
            new Ownership.Unverifiable(
                ADDON,
                "its annotations say that K3s Addon kube-system/coredns applies it, but Addons could"
                    + " not be read"));
  }

  @Test
  void everythingAgrees() {
    assertThat(owner(DEPLOYMENT))
        .isEqualTo(
            new Ownership.Proven(
                "K3s Addon kube-system/coredns",
                "that Addon contains its kind, and a K3s server wrote it",
                true));
  }

  /// An Addon has no names, so it covers no rights.
  @Test
  void rightsAreNeverCovered() {
    assertThat(
            owner(
                writtenBy(
                    "deploy@server-0",
                    marked("rbac.authorization.k8s.io/v1", "ClusterRole", "coredns", HASH))))
        .isEqualTo(
            new Ownership.Proven(
                "K3s Addon kube-system/coredns",
                "that Addon contains its kind, and a K3s server wrote it",
                false));
  }

  @Test
  void ownersOfOtherKindsAreNotItsBusiness() {
    LiveResource other =
        object(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: s
              namespace: cattle-system
              annotations:
                objectset.rio.cattle.io/owner-gvk: management.cattle.io/v3, Kind=Cluster
            """);

    assertThat(owner(other)).isEqualTo(new Ownership.None());
  }
}
