package dev.drift.owner;

import static dev.drift.owner.TestCluster.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import org.junit.jupiter.api.Test;

/// What proves that OLM owns an object, and what does not.
class OlmOperatorsTest {
  private static final GroupKind PLAN = new GroupKind("operators.coreos.com", "InstallPlan");

  private static final LiveResource VERSION =
      object(
          """
          apiVersion: operators.coreos.com/v1alpha1
          kind: ClusterServiceVersion
          metadata: {name: etcd.v1, namespace: operators}
          spec: {customresourcedefinitions: {owned: [{name: etcds.example.com, kind: Etcd}]}}
          """);

  private static final LiveResource INSTALL =
      object(
          """
          apiVersion: operators.coreos.com/v1alpha1
          kind: InstallPlan
          metadata: {name: install-abc, namespace: operators}
          status:
            phase: Complete
            plan:
              - resolving: etcd.v1
                status: Created
                resource:
                  group: rbac.authorization.k8s.io
                  kind: ClusterRole
                  name: etcd.v1-x
                  manifest: '{"kind":"ClusterRole","rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}'
              - resolving: etcd.v1
                status: Present
                resource: {group: "", kind: ServiceAccount, name: etcd}
              - resolving: etcd.v1
                status: NotPresent
                resource: {group: "", kind: ServiceAccount, name: waiting}
              - resolving: gone.v1
                status: Created
                resource: {group: "", kind: ServiceAccount, name: gone}
          """);

  /// OLM fills these in from the label.
  private static final LiveResource OPERATOR =
      object(
          """
          apiVersion: operators.coreos.com/v1
          kind: Operator
          metadata: {name: etcd.operators}
          status:
            components:
              refs: [{apiVersion: v1, kind: ServiceAccount, name: miner, namespace: operators}]
          """);

  private static LiveResource account(String name, String labels) {
    return object(
        "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s, namespace: operators, labels: {%s}}}"
            .formatted(name, labels));
  }

  private static LiveResource role(String verb) {
    return object(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: etcd.v1-x, labels: {olm.owner: etcd.v1}}
        rules: [{apiGroups: [""], resources: [pods], verbs: [%s]}]
        """
            .formatted(verb));
  }

  private static Ownership owner(LiveResource object) {
    return Owners.of(TestCluster.of(object, VERSION, INSTALL, OPERATOR)).of(object);
  }

  @Test
  void anOperatorListsWhateverCarriesItsLabel() {
    assertThat(owner(account("miner", "operators.coreos.com/etcd.operators: ''")))
        .isEqualTo(
            new Ownership.Forged(
                "its label says that OLM operator etcd.operators owns it, but no InstallPlan or"
                    + " ClusterServiceVersion lists it"));
    assertThat(owner(account("miner", "olm.owner: etcd.v1, olm.owner.kind: ClusterServiceVersion")))
        .isEqualTo(
            new Ownership.Forged(
                "its labels say that OLM's ClusterServiceVersion etcd.v1 owns it, but no InstallPlan"
                    + " or ClusterServiceVersion lists it"));
  }

  @Test
  void aStepThatWasNotTakenOrWhoseOperatorIsGone() {
    assertThat(owner(account("waiting", ""))).isEqualTo(new Ownership.None());
    assertThat(owner(account("gone", ""))).isEqualTo(new Ownership.None());
  }

  @Test
  void aCopyOwnsNothing() {
    LiveResource copy =
        object(
            """
            apiVersion: operators.coreos.com/v1alpha1
            kind: ClusterServiceVersion
            metadata: {name: etcd.v1, namespace: shop, labels: {olm.copiedFrom: operators}}
            spec: {customresourcedefinitions: {owned: [{name: etcds.example.com}]}}
            """);
    LiveResource crd = crd();

    assertThat(Owners.of(TestCluster.of(crd, copy)).of(crd)).isEqualTo(new Ownership.None());
  }

  private static LiveResource crd() {
    return object(
        "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name:"
            + " etcds.example.com}}");
  }

  @Test
  void plansMayNotBeRead() {
    LiveResource marked = account("etcd", "olm.owner: etcd.v1");

    assertThat(Owners.of(TestCluster.without(PLAN, marked, VERSION)).of(marked))
        .isEqualTo(
            new Ownership.Unverifiable(
                PLAN,
                "its labels say that OLM's ClusterServiceVersion etcd.v1 owns it, but InstallPlans"
                    + " could not be read"));
  }

  @Test
  void aStepOfAnInstallPlanHoldsIt() {
    assertThat(owner(account("etcd", "")))
        .isEqualTo(
            new Ownership.Proven(
                "OLM operator operators/etcd.v1",
                "InstallPlan operators/install-abc lists it",
                true));
    assertThat(owner(crd()))
        .isEqualTo(
            new Ownership.Proven(
                "OLM operator operators/etcd.v1",
                "ClusterServiceVersion operators/etcd.v1 lists it",
                true));
  }

  @Test
  void rightsAreCoveredAsTheStepGivesThem() {
    assertThat(owner(role("get")))
        .isEqualTo(
            new Ownership.Proven(
                "OLM operator operators/etcd.v1",
                "InstallPlan operators/install-abc lists it",
                true));
    assertThat(owner(role("'*'")))
        .isEqualTo(
            new Ownership.Proven(
                "OLM operator operators/etcd.v1",
                "InstallPlan operators/install-abc lists it, but not with these permissions",
                false));
  }
}
