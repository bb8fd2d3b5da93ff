package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.plan.PlanView;
import dev.drift.report.json.JsonPlan;
import dev.drift.report.text.PlanText;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What went wrong when other tools wrote to clusters, each with its number in the list of traps of
/// `docs/acting.md`.
@Tag("cluster")
class TrapsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 2
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - name: web
              image: example.com/web:1
              env: [{name: MODE, value: plain}]
      """;

  @TempDir Path folder;

  @Test
  void t1OnlyTheEditIsUndoneWhileGitIsAhead(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t1-edit", git);
    commit(git, WEB.replace("web:1", "web:2"));
    run(plane, "t1-edit", "scale", "deployment/web", "--replicas=7");

    ActReport report = acting(git, plane, "t1-edit", Optional.empty()).revert();

    assertThat(image(plane, "t1-edit")).isEqualTo("example.com/web:1");
    assertThat(replicas(plane, "t1-edit")).isEqualTo("2");
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t1-edit/web");
  }

  @Test
  void t1AnEditOfWhatGitHasChangedSinceIsReportedOnly(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t1-same", git);
    commit(git, WEB.replace("web:1", "web:2"));
    run(plane, "t1-same", "set", "image", "deployment/web", "web=example.com/web:hotfix");

    ActReport report = acting(git, plane, "t1-same", Optional.empty()).revert();

    assertThat(image(plane, "t1-same")).isEqualTo("example.com/web:hotfix");
    assertThat(report.plan().acts()).isEmpty();
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t1-same/web");
  }

  @Test
  void t1ARollbackOnPurposeIsNotUndone(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t1-back", git);
    commit(git, WEB.replace("web:1", "web:2"));
    apply(plane, "t1-back", git);
    Acting drift = acting(git, plane, "t1-back", Optional.empty());
    assertThat(drift.revert().report().drift()).isEmpty();
    git.write("all.yaml", WEB);
    apply(plane, "t1-back", git);
    git.git("checkout", "-q", "--", "all.yaml");

    ActReport report = drift.revert();

    assertThat(image(plane, "t1-back")).isEqualTo("example.com/web:1");
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t1-back/web");
  }

  /// Server-side apply leaves no copy of what it applied: Drift goes by what it saw in sync.
  @Test
  void t1WhatDriftSawInSyncWasApplied(ControlPlane plane) throws InterruptedException {
    GitRepo git = repository(WEB);
    serverSide(plane, "t1-seen", git);
    Acting drift = acting(git, plane, "t1-seen", Optional.empty());
    run(plane, "t1-seen", "scale", "deployment/web", "--replicas=7");
    assertThat(left(drift.revert()))
        .as("nothing was seen in sync yet")
        .containsExactly("NOT_APPLIED Deployment t1-seen/web");
    run(plane, "t1-seen", "scale", "deployment/web", "--replicas=2");
    Thread.sleep(1100); // managedFields counts in seconds.
    assertThat(drift.revert().report().drift()).isEmpty();

    commit(git, WEB.replace("web:1", "web:2"));
    run(plane, "t1-seen", "scale", "deployment/web", "--replicas=7");
    ActReport report = drift.revert();

    assertThat(image(plane, "t1-seen")).isEqualTo("example.com/web:1");
    assertThat(replicas(plane, "t1-seen")).isEqualTo("2");
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t1-seen/web");
  }

  @Test
  void t1ARunOnAnotherNamespaceForgetsNothing(ControlPlane plane) throws InterruptedException {
    GitRepo git = repository(WEB);
    serverSide(plane, "t1-here", git);
    serverSide(plane, "t1-there", git);
    Thread.sleep(1100); // managedFields counts in seconds.
    Acting here = acting(git, plane, "t1-here", Optional.empty());
    Acting there = acting(git, plane, "t1-there", Optional.empty());
    assertThat(here.revert().report().drift()).isEmpty();

    assertThat(there.revert().report().drift()).isEmpty();
    run(plane, "t1-here", "scale", "deployment/web", "--replicas=7");
    here.revert();

    assertThat(replicas(plane, "t1-here")).isEqualTo("2");
  }

  @Test
  void t1ARollbackByServerSideApplyIsNotUndone(ControlPlane plane) throws InterruptedException {
    GitRepo git = repository(WEB);
    serverSide(plane, "t1-ssa", git);
    commit(git, WEB.replace("web:1", "web:2"));
    serverSide(plane, "t1-ssa", git);
    Thread.sleep(1100); // managedFields counts in seconds.
    Acting drift = acting(git, plane, "t1-ssa", Optional.empty());
    assertThat(drift.revert().report().drift()).isEmpty();
    Thread.sleep(1100);
    git.write("all.yaml", WEB);
    serverSide(plane, "t1-ssa", git);
    git.git("checkout", "-q", "--", "all.yaml");

    ActReport report = drift.revert();

    assertThat(image(plane, "t1-ssa")).isEqualTo("example.com/web:1");
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t1-ssa/web");
    assertThat(report.plan().left().getFirst().sentence()).contains("deployed again");
  }

  @Test
  void t1WhatIsNotDeployedYetIsNotCreated(ControlPlane plane) throws InterruptedException {
    GitRepo git = repository(WEB);
    apply(plane, "t1-new", git);
    Acting drift = acting(git, plane, "t1-new", Optional.empty());
    assertThat(drift.revert().report().drift()).isEmpty();
    commit(git, WEB + "---\n" + configMap("new", "a: b"));

    assertThat(left(drift.revert())).containsExactly("NOT_APPLIED ConfigMap t1-new/new");
    assertThat(run(plane, "t1-new", "get", "cm", "-o", "name")).doesNotContain("configmap/new");
  }

  @Test
  void t3TheAnnotationOfTheLastApplyStaysByteByByte(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t3", git);
    String before = lastApplied(plane, "t3");
    run(plane, "t3", "scale", "deployment/web", "--replicas=7");
    run(plane, "t3", "set", "env", "deployment/web", "EXTRA=1");

    assertThat(acting(git, plane, "t3", Optional.empty()).revert().report().drift()).isEmpty();

    assertThat(lastApplied(plane, "t3")).isNotBlank().isEqualTo(before);
  }

  @Test
  void t3NoAnnotationIsMadeWhereItWasRemoved(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t3-gone", git);
    run(
        plane,
        "t3-gone",
        "annotate",
        "deployment/web",
        "kubectl.kubernetes.io/last-applied-configuration-");
    run(plane, "t3-gone", "scale", "deployment/web", "--replicas=7");

    ActReport report = acting(git, plane, "t3-gone", Optional.of("head")).revert();

    assertThat(report.report().drift()).isEmpty();
    assertThat(lastApplied(plane, "t3-gone")).isEmpty();
  }

  /// Somebody applied something else by hand: it cannot be told from a deployment.
  @Test
  void t3WhatWasAppliedByHandIsReportedOnly(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t3-hand", git);
    git.write("all.yaml", WEB.replace("replicas: 2", "replicas: 5"));
    apply(plane, "t3-hand", git);
    git.git("checkout", "-q", "--", "all.yaml");

    ActReport report = acting(git, plane, "t3-hand", Optional.empty()).revert();

    assertThat(replicas(plane, "t3-hand")).isEqualTo("5");
    assertThat(left(report)).containsExactly("NOT_APPLIED Deployment t3-hand/web");
  }

  @Test
  void t4ThePathDecidesWhoeverWroteIt(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t4", git);
    run(
        plane,
        "t4",
        "patch",
        "deployment/web",
        "--field-manager=node-fetch",
        "-p",
        "{\"spec\":{\"replicas\":9}}");

    assertThat(Acting.kinds(acting(git, plane, "t4", Optional.empty()).revert()))
        .containsExactly(Outcome.Kind.DONE);
    assertThat(replicas(plane, "t4")).isEqualTo("2");
  }

  @Test
  void t4AnObjectWithoutManagedFieldsIsReverted(ControlPlane plane) {
    GitRepo git = repository(WEB);
    apply(plane, "t4-none", git);
    run(plane, "t4-none", "scale", "deployment/web", "--replicas=7");
    run(
        plane,
        "t4-none",
        "patch",
        "deployment/web",
        "--type=merge",
        "-p",
        "{\"metadata\":{\"managedFields\":[{}]}}");

    assertThat(Acting.kinds(acting(git, plane, "t4-none", Optional.empty()).revert()))
        .containsExactly(Outcome.Kind.DONE);

    assertThat(replicas(plane, "t4-none")).isEqualTo("2");
    assertThat(
            run(
                plane,
                "t4-none",
                "get",
                "deployment/web",
                "--show-managed-fields",
                "-o",
                "jsonpath={.metadata.managedFields}"))
        .as("nothing is tracked, as before")
        .isEmpty();
  }

  @Test
  void t6WhatIsIgnoredInAListKeepsTheListAsItIs(ControlPlane plane) {
    String annotated =
        WEB.replace(
                "metadata: {name: web}",
                "metadata: {name: web, annotations: {drift.dev/ignore: \"[{path: 'spec.template.spec.containers[name=web].args[1]', reason: r, owner: o, expires: 2099-01-01}]\"}}")
            .replace("env:", "args: [--one, \"1\", --two, \"2\"]\n        env:");
    GitRepo git = repository(annotated);
    apply(plane, "t6", git);
    run(
        plane,
        "t6",
        "patch",
        "deployment/web",
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/args\",\"value\":[\"--one\",\"x\",\"--two\",\"y\"]}]");

    ActReport report = acting(git, plane, "t6", Optional.empty()).revert();

    assertThat(left(report)).containsExactly("CANNOT_UNDO Deployment t6/web");
    assertThat(
            run(
                plane,
                "t6",
                "get",
                "deployment/web",
                "-o",
                "jsonpath={.spec.template.spec.containers[0].args}"))
        .isEqualTo("[\"--one\",\"x\",\"--two\",\"y\"]");
  }

  @Test
  void t7WhatIsBeingDeletedIsLeftAlone(ControlPlane plane) {
    GitRepo git = repository(configMap("held", "a: b"));
    apply(plane, "t7", git);
    run(
        plane,
        "t7",
        "patch",
        "cm/held",
        "-p",
        "{\"metadata\":{\"finalizers\":[\"example.com/hold\"]},\"data\":{\"a\":\"x\"}}");
    run(plane, "t7", "delete", "cm/held", "--wait=false");

    ActReport report = acting(git, plane, "t7", Optional.empty()).revert();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(left(report)).contains("BEING_DELETED ConfigMap t7/held");
    assertThat(run(plane, "t7", "get", "cm/held", "-o", "jsonpath={.data.a}")).isEqualTo("x");
  }

  /// An admission policy sets the value back at once: the dry-run shows it, and nothing is written.
  @Test
  void t8WhatTheServerDoesNotKeepIsNeverWritten(ControlPlane plane) throws InterruptedException {
    GitRepo git = repository(configMap("fought", "a: ours"));
    apply(plane, "t8", git);
    plane
        .kubectlWithInput(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicy
            metadata: {name: t8}
            spec:
              failurePolicy: Fail
              reinvocationPolicy: Never
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps]}
              mutations:
              - patchType: ApplyConfiguration
                applyConfiguration: {expression: 'Object{data: {"a": "theirs"}}'}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicyBinding
            metadata: {name: t8}
            spec:
              policyName: t8
              matchResources:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: t8}}
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    try {
      for (int i = 0; i < 100 && !data(plane).equals("theirs"); i++) {
        Thread.sleep(100); // The API server takes policies up after a while.
        run(plane, "t8", "label", "--overwrite", "cm/fought", "round=" + i);
      }
      assertThat(data(plane)).isEqualTo("theirs");
      run(plane, "t8", "label", "cm/fought", "round-");
      String version = version(plane);

      ActReport report = acting(git, plane, "t8", Optional.empty()).revert();

      assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.NOT_KEPT);
      assertThat(report.outcomes().values().iterator().next().sentence())
          .contains("admission webhook");
      assertThat(version(plane)).as("nothing was written").isEqualTo(version);
    } finally {
      plane.kubectl("delete", "mutatingadmissionpolicybinding/t8", "mutatingadmissionpolicy/t8");
    }
  }

  private static String data(ControlPlane plane) {
    return run(plane, "t8", "get", "cm/fought", "-o", "jsonpath={.data.a}");
  }

  private static String version(ControlPlane plane) {
    return run(plane, "t8", "get", "cm/fought", "-o", "jsonpath={.metadata.resourceVersion}");
  }

  @Test
  void t9WhatCannotBeChangedIsNeitherDeletedNorCreated(ControlPlane plane) {
    String binding =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: readers}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
        subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: readers}]
        """;
    GitRepo git = repository(binding.replace("name: reader}", "name: other}"));
    apply(plane, "t9", git);
    commit(git, binding);

    ActReport report = acting(git, plane, "t9", Optional.of("head")).revert();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(left(report)).containsExactly("NEEDS_RECREATE RoleBinding t9/readers");
    assertThat(report.plan().left().getFirst().sentence()).contains("create it again");
    assertThat(run(plane, "t9", "get", "rolebinding/readers", "-o", "jsonpath={.roleRef.name}"))
        .isEqualTo("other");
  }

  /// Removing rights is allowed to who may write Roles; giving some back takes more.
  @Test
  void t11AMissingRightIsNamedAndNotTriedAgain(ControlPlane plane) throws IOException {
    String roles =
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: widened}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get]}]
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: Role
        metadata: {name: narrowed}
        rules: [{apiGroups: [""], resources: [pods], verbs: [get, delete]}]
        """;
    GitRepo git = repository(roles);
    apply(plane, "t11", git);
    plane
        .kubectlWithInput(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: t11}
            rules:
            - {apiGroups: ["*"], resources: ["*"], verbs: [get, list, watch]}
            - {apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [patch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: t11}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: t11}
            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: t11-drift}]
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    edit(plane, "t11", "role/widened", "/rules/0/verbs", "[\"get\",\"delete\"]");
    edit(plane, "t11", "role/narrowed", "/rules/0/verbs", "[\"get\"]");

    ActReport report =
        new Acting(
                git.folder(),
                plane.kubeconfigFor("t11-drift"),
                "t11",
                folder.resolve("record"),
                Optional.empty())
            .revert();

    List<PlanView.ActView> acts = report.plan().acts();
    assertThat(acts)
        .extracting(act -> act.resource().id().name())
        .containsExactly("narrowed", "widened");
    Outcome narrowed = report.outcome(acts.getFirst()).orElseThrow();
    assertThat(narrowed.kind()).isEqualTo(Outcome.Kind.NEEDS_RIGHTS);
    assertThat(narrowed.sentence()).contains("attempting to grant RBAC permissions");
    assertThat(report.outcome(acts.getLast()).orElseThrow().kind()).isEqualTo(Outcome.Kind.DONE);
  }

  /// Neither the plan, nor the record, nor an error of the server shows a value of a Secret.
  @Test
  void t12NoSecretIsInAnythingThatIsWritten(ControlPlane plane) throws IOException {
    String canary = "cAnArY-of-a-password";
    String encoded = Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8));
    GitRepo git =
        repository(
            """
            apiVersion: v1
            kind: Secret
            metadata: {name: login}
            stringData: {password: %s}
            """
                .formatted(canary));
    apply(plane, "t12", git);
    String changed = "cAnArY-by-hand";
    run(
        plane,
        "t12",
        "patch",
        "secret/login",
        "-p",
        "{\"stringData\":{\"password\":\"%s\",\"planted!\":\"x\"}}"
            .formatted(changed)
            .replace(",\"planted!\":\"x\"", ""));

    ActReport report = acting(git, plane, "t12", Optional.of("head")).revert();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    assertThat(run(plane, "t12", "get", "secret/login", "-o", "jsonpath={.data.password}"))
        .isEqualTo(encoded);
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonPlan.write(report, json);
    StringBuilder written = new StringBuilder(json.toString(StandardCharsets.UTF_8));
    written.append(PlanText.of(report, "", TextStyle.PLAIN));
    try (Stream<Path> files = Files.walk(folder.resolve("record"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        written.append(Files.readString(file));
      }
    }
    assertThat(written)
        .contains("login")
        .doesNotContainIgnoringCase("canary")
        .doesNotContain(encoded)
        .doesNotContain(
            Base64.getEncoder().encodeToString(changed.getBytes(StandardCharsets.UTF_8)));
  }

  private GitRepo repository(String manifests) {
    GitRepo git = GitRepo.create(folder.resolve("git"));
    commit(git, manifests);
    return git;
  }

  private static void commit(GitRepo git, String manifests) {
    git.write("all.yaml", manifests);
    git.commit();
  }

  private Acting acting(
      GitRepo git, ControlPlane plane, String namespace, Optional<String> applied) {
    return new Acting(
        git.folder(), plane.kubeconfig(), namespace, folder.resolve("record"), applied);
  }

  private static void apply(ControlPlane plane, String namespace, GitRepo git) {
    deploy(plane, namespace, git, "apply");
  }

  private static void serverSide(ControlPlane plane, String namespace, GitRepo git) {
    deploy(plane, namespace, git, "apply", "--server-side");
  }

  private static void deploy(ControlPlane plane, String namespace, GitRepo git, String... command) {
    plane
        .kubectlWithInput(
            "{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace),
            "apply",
            "-f",
            "-")
        .orThrow();
    run(
        plane,
        namespace,
        Stream.concat(
                Stream.of(command), Stream.of("-f", git.folder().resolve("all.yaml").toString()))
            .toArray(String[]::new));
  }

  private static String run(ControlPlane plane, String namespace, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", namespace), Stream.of(arguments)).toArray(String[]::new))
        .orThrow()
        .stdout();
  }

  private static void edit(
      ControlPlane plane, String namespace, String object, String pointer, String value) {
    run(
        plane,
        namespace,
        "patch",
        object,
        "--type=json",
        "-p",
        "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":%s}]".formatted(pointer, value));
  }

  private static List<String> left(ActReport report) {
    return report.plan().left().stream()
        .map(one -> one.reason() + " " + one.cause().finding().resource())
        .distinct()
        .toList();
  }

  private static String replicas(ControlPlane plane, String namespace) {
    return run(plane, namespace, "get", "deployment/web", "-o", "jsonpath={.spec.replicas}");
  }

  private static String image(ControlPlane plane, String namespace) {
    return run(
        plane,
        namespace,
        "get",
        "deployment/web",
        "-o",
        "jsonpath={.spec.template.spec.containers[0].image}");
  }

  private static String lastApplied(ControlPlane plane, String namespace) {
    return run(
        plane,
        namespace,
        "get",
        "deployment/web",
        "-o",
        "jsonpath={.metadata.annotations.kubectl\\.kubernetes\\.io/last-applied-configuration}");
  }

  private static String configMap(String name, String data) {
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\ndata: {%s}\n"
        .formatted(name, data);
  }
}
