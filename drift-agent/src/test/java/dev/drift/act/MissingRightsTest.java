package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drift.git.GitRepo;
import dev.drift.plan.ActReport;
import dev.drift.plan.MissingRight;
import dev.drift.plan.Outcome;
import dev.drift.report.text.PlanText;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Line 8 of what acting must hold, and T11: a refused act says which right is missing, once. Drift
/// runs with the token of a ServiceAccount.
@Tag("cluster")
class MissingRightsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String RIGHT = "patch configmaps in the namespace ";

  @TempDir Path folder;

  @Test
  void aMissingRightIsNamedOnceAndWhenItComesTheActIsDone(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(plane, "rights-maps", settings("one") + settings("two") + settings("three"));
    edit(plane, drift, "theirs");

    ActReport first = drift.unattended();

    assertThat(Acting.kinds(first)).hasSize(3).containsOnly(Outcome.Kind.NEEDS_RIGHTS);
    assertThat(first.missingRights())
        .extracting(MissingRight::right, MissingRight::objects)
        .containsExactly(tuple(RIGHT + "rights-maps", 3));
    String text = PlanText.of(first, "", TextStyle.PLAIN);
    assertThat(text.split("cannot patch resource", -1)).as("said once").hasSize(2);
    assertThat(text.replaceAll("\\s+", " ")).contains(RIGHT + "rights-maps, for 3 acts: ");
    List<String> recorded = journal();
    assertThat(recorded).filteredOn(line -> line.contains("NEEDS_RIGHTS")).hasSize(3);

    ActReport second = drift.unattended();
    assertThat(second.missingRights()).as("said in each run").isEqualTo(first.missingRights());
    assertThat(journal()).as("recorded once").isEqualTo(recorded);
    assertThat(second.sentences()).as("announced as before").isEqualTo(first.sentences());

    edit(plane, drift, "others");
    drift.unattended();
    assertThat(journal()).as("another act").hasSize(recorded.size() + 6);

    grant(plane, drift, "{apiGroups: [\"\"], resources: [configmaps], verbs: [patch]}");
    ActReport granted = drift.unattended();
    assertThat(Acting.kinds(granted)).hasSize(3).containsOnly(Outcome.Kind.DONE);
    assertThat(granted.report().drift())
        .extracting(it -> it.resource().id().kind())
        .doesNotContain("ConfigMap");
    assertThat(granted.missingRights()).isEmpty();
    assertThat(journal()).hasSize(recorded.size() + 12);
    assertThat(granted.settled()).isEmpty();

    revoke(plane, drift);
    edit(plane, drift, "others");
    drift.unattended();
    assertThat(journal()).as("it changed, so it is news").hasSize(recorded.size() + 18);
  }

  @Test
  void t11RulesOfARoleComeBackOnceDriftMayGrantThem(ControlPlane plane) throws IOException {
    String role =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: narrowed}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get, delete]}]
        """;
    Acting drift = deployed(plane, "rights-role", role);
    grant(
        plane,
        drift,
        "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [patch]}");
    run(
        plane,
        drift,
        "patch",
        "role/narrowed",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/rules/0/verbs\",\"value\":[\"get\"]}]");

    ActReport refused = drift.unattended();
    List<String> recorded = journal();

    assertThat(refused.missingRights())
        .extracting(MissingRight::right)
        .containsExactly(
            "escalate on roles, or all permissions that they grant: {APIGroups:[\"\"],"
                + " Resources:[\"pods\"], Verbs:[\"delete\"]}");
    drift.unattended();
    assertThat(journal()).isEqualTo(recorded);

    grant(
        plane,
        drift,
        "{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [patch, escalate]}");
    assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    assertThat(run(plane, drift, "get", "role/narrowed", "-o", "jsonpath={.rules[0].verbs}"))
        .isEqualTo("[\"get\",\"delete\"]");
  }

  /// What the server says of a Secret is withheld, but not which right is missing.
  @Test
  void theRightThatASecretNeedsIsNamed(ControlPlane plane) throws IOException {
    Acting drift =
        deployed(
            plane,
            "rights-secret",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {a: ours}\n");
    run(plane, drift, "patch", "secret/login", "-p", "{\"stringData\":{\"a\":\"theirs\"}}");

    assertThat(drift.unattended().missingRights())
        .extracting(MissingRight::right)
        .containsExactly("patch secrets in the namespace rights-secret");
  }

  /// A denial that is not for want of a right says so.
  @Test
  void aDenialByAdmissionIsNoMissingRight(ControlPlane plane)
      throws IOException, InterruptedException {
    Acting drift = deployed(plane, "rights-policy", settings("one"));
    grant(plane, drift, "{apiGroups: [\"\"], resources: [configmaps], verbs: [patch]}");
    edit(plane, drift, "theirs");
    try (var _ =
        UpdateDenial.in(
            plane,
            "rights-policy",
            "object.data.a != \"ours\"",
            "no more of ours",
            "cm/one",
            "{\"data\":{\"a\":\"ours\"}}")) {
      ActReport report = drift.unattended();

      assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.REFUSED);
      assertThat(report.missingRights()).isEmpty();
      assertThat(report.outcomes().values().iterator().next().sentence())
          .contains("no more of ours");
      List<String> recorded = journal();
      drift.unattended();
      assertThat(journal()).as("recorded once").isEqualTo(recorded);
    }
  }

  private static String settings(String name) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {a: ours}\n---\n"
        .formatted(name);
  }

  private Acting deployed(ControlPlane plane, String namespace, String manifests)
      throws IOException {
    GitRepo git = GitRepo.create(folder.resolve("git"));
    git.write("all.yaml", manifests);
    git.commit();
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane
        .kubectl("-n", namespace, "apply", "-f", git.folder().resolve("all.yaml").toString())
        .orThrow();
    plane
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: drift, namespace: %1$s}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %1$s}
            rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s}
            subjects: [{kind: ServiceAccount, name: drift, namespace: %1$s}]
            """
                .formatted(namespace),
            "apply",
            "-f",
            "-")
        .orThrow();
    String token = plane.kubectl("-n", namespace, "create", "token", "drift").orThrow().stdout();
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            Files.readString(plane.kubeconfig()).replace(plane.adminToken(), token.strip()));
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Policy
            metadata: {name: test}
            spec:
              actions:
                - name: one
                  match: {names: [one, two, three, narrowed, login]}
                  action: revert
            """);
    return new Acting(
            git.folder(), kubeconfig, namespace, folder.resolve("record"), Optional.of("head"))
        .under(policy);
  }

  /// In the namespace, and nothing else of what was granted there before.
  private static void grant(ControlPlane plane, Acting drift, String rule) {
    plane
        .kubectlWithInput(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: %1$s-acts}
            rules: [%2$s]
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: acts, namespace: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %1$s-acts}
            subjects: [{kind: ServiceAccount, name: drift, namespace: %1$s}]
            """
                .formatted(drift.namespace(), rule),
            "apply",
            "-f",
            "-")
        .orThrow();
    LockSupport.parkNanos(2_000_000_000L); // It takes a while.
  }

  private static void revoke(ControlPlane plane, Acting drift) {
    run(plane, drift, "delete", "rolebinding/acts");
    LockSupport.parkNanos(2_000_000_000L); // It takes a while.
  }

  private static void edit(ControlPlane plane, Acting drift, String value) {
    for (String name :
        run(plane, drift, "get", "cm", "-o", "jsonpath={.items[*].metadata.name}").split(" ")) {
      run(plane, drift, "patch", "cm/" + name, "-p", "{\"data\":{\"a\":\"%s\"}}".formatted(value));
    }
  }

  private List<String> journal() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("record"))) {
      return Files.readAllLines(
              files.filter(it -> it.endsWith("journal.jsonl")).findFirst().orElseThrow())
          .stream()
          .filter(line -> !line.contains("\"type\":\"left\""))
          .toList();
    }
  }

  private static String run(ControlPlane plane, Acting drift, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", drift.namespace()), Stream.of(arguments))
                .toArray(String[]::new))
        .orThrow()
        .stdout();
  }
}
