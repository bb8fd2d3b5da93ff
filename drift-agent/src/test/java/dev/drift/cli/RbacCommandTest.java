package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.Permission;
import dev.drift.pipeline.Permission.Purpose;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.report.SampleReports;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text; RbacTest applies such roles to a real API server.
class RbacCommandTest {
  @Test
  void printsAClusterRoleForAllNamespaces() {
    Run run = run("rbac --repo . --service-account ci:checker");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: drift
            rules:
              # Compared with Git, or needed to explain a difference.
              - apiGroups: [""]
                resources: [configmaps]
                verbs: [get, list]
              - apiGroups: [apps]
                resources: [deployments]
                verbs: [get, list]
              # Shows which namespaces exist and which are being deleted.
              - apiGroups: [""]
                resources: [namespaces]
                verbs: [get, list]
              # Compared only as keyed hashes. docs/permissions.md describes what happens without it.
              - apiGroups: [""]
                resources: [secrets]
                verbs: [get, list]
              # Read only by posture rules. Drift is found without it.
              - apiGroups: [batch]
                resources: [jobs]
                verbs: [list]
              # For --dry-run=server: asks what the API server would store. Stores nothing.
              - apiGroups: [apps]
                resources: [deployments]
                verbs: [create, update]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata:
              name: drift
            roleRef:
              apiGroup: rbac.authorization.k8s.io
              kind: ClusterRole
              name: drift
            subjects:
              - kind: ServiceAccount
                name: checker
                namespace: ci
            """);
  }

  @Test
  void printsARoleForEachNamespace() {
    Run run = run("rbac --repo . -n shop,123");
    assertThat(run.code()).isEqualTo(0);
    assertThat(run.out())
        .doesNotContain("ClusterRole")
        .contains("kind: Role\nmetadata:\n  name: drift\n  namespace: \"123\"\n")
        .contains("kind: RoleBinding\nmetadata:\n  name: drift\n  namespace: \"123\"\n")
        .contains("kind: Role\nmetadata:\n  name: drift\n  namespace: shop\n")
        .contains("kind: RoleBinding\nmetadata:\n  name: drift\n  namespace: shop\n")
        .contains("    resources: [namespaces]\n    verbs: [get]\n")
        .doesNotContain("    resources: [namespaces]\n    verbs: [get, list]\n");
  }

  @Test
  void namesOfTheClusterAreQuotedWhereYamlNeedsIt() {
    Permissions rights =
        new Permissions(
            new TreeSet<>(List.of(new Permission(Purpose.DRIFT, "a: [", "on", true))),
            new TreeSet<>(),
            new TreeSet<>());
    assertThat(RoleText.of(rights, new ServiceAccountName("drift", "drift")))
        .contains("- apiGroups: [\"a: [\"]\n    resources: [\"on\"]\n");
  }

  @Test
  void takesTheFlagsOfCheck() {
    String flags =
        "--repo . --path trino --scope cluster -n trino --context c --dry-run server"
            + " --default-namespace d --revision main";
    CheckRequest checked = (CheckRequest) run("check " + flags).commands().requests.getFirst();
    assertThat(run("rbac " + flags).commands().requests).containsExactly(checked);
  }

  @ParameterizedTest
  @ValueSource(strings = {"drift", ":drift", "drift:", "a:b:c", "A:b", "a b:c"})
  void aServiceAccountHasANamespaceAndAName(String account) {
    Run run = Run.of(SampleReports.clean(), "rbac", "--repo", ".", "--service-account", account);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("'" + account + "' is not a ServiceAccount; write NAMESPACE:NAME");
    assertThat(run.commands().requests).isEmpty();
  }

  @Test
  void aSnapshotHasNoRights() {
    Run run = run("rbac --repo . --snapshot s.json");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--snapshot");
  }

  private static Run run(String command) {
    return Run.of(SampleReports.clean(), command.split(" "));
  }
}
