package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// An admission policy of the cluster changes objects on their way in; a dry-run shows it.
@Tag("cluster")
class DryRunTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(List.of(new TokenUser("reader", "readers"))));

  private static final String ADMISSION =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: admitted}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicy
      metadata: {name: team}
      spec:
        reinvocationPolicy: Never
        failurePolicy: Fail
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: admitted}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], resources: [configmaps, services], operations: [CREATE]}
        mutations:
        - patchType: ApplyConfiguration
          applyConfiguration:
            expression: 'Object{metadata: Object.metadata{labels: {"team": "platform"}}}'
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: MutatingAdmissionPolicyBinding
      metadata: {name: team}
      spec: {policyName: team}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: readers}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: reads-all}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: Group, name: readers}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: reads-all}
      rules: [{apiGroups: ["*"], resources: ["*"], verbs: [get, list]}]
      """;

  private static final String DESIRED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: admitted, labels: {app: trino}}
      data: {a: "1"}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: fixed, namespace: admitted}
      spec: {type: NodePort, selector: {app: trino}, ports: [{port: 80, nodePort: 31234}]}
      """;

  private static final String ADDED_TO_MAP =
      "ADDED ConfigMap admitted/settings metadata.labels.team";
  private static final String ADDED_TO_SERVICE = "ADDED Service admitted/fixed metadata.labels";

  @TempDir Path git;

  @BeforeEach
  void apply(ControlPlane plane) throws IOException, InterruptedException {
    plane.kubectlWithInput(ADMISSION, "apply", "-f", "-").orThrow();
    plane.kubectl("-n", "admitted", "delete", "cm,svc", "--all").orThrow();
    Files.writeString(git.resolve("all.yaml"), DESIRED);
    // The API server takes a policy up some time after it is made.
    for (int i = 0; i < 100 && !isAdmitted(plane); i++) {
      Thread.sleep(100);
      plane.kubectl("-n", "admitted", "delete", "cm,svc", "--all").orThrow();
    }
    assertThat(isAdmitted(plane)).isTrue();
  }

  private boolean isAdmitted(ControlPlane plane) {
    plane.kubectl("apply", "-f", git.toString()).orThrow();
    return plane
        .kubectl("-n", "admitted", "get", "cm/settings", "-o", "jsonpath={.metadata.labels.team}")
        .orThrow()
        .stdout()
        .equals("platform");
  }

  @Test
  void isNotDoneUnasked(ControlPlane plane) {
    assertThat(Lakehouse.lines(check(plane.kubeconfig(), false)))
        .contains(ADDED_TO_MAP)
        .anyMatch(line -> line.startsWith(ADDED_TO_SERVICE));
  }

  @Test
  void explainsWhatAdmissionAdds(ControlPlane plane) {
    Report report = check(plane.kubeconfig(), true);

    // A second Service with that node port cannot be made, so the Service is asked for by PUT,
    // which such a policy for CREATE does not see: its label stays a finding.
    assertThat(Lakehouse.lines(report))
        .hasSize(1)
        .allMatch(line -> line.startsWith(ADDED_TO_SERVICE));
    assertThat(report.explained())
        .anySatisfy(one -> assertThat(one.explanation()).contains("dry-run"));
    assertThat(report.problems()).isEmpty();
  }

  @Test
  void stillSeesWhatSomebodyChanged(ControlPlane plane) {
    plane.kubectl("-n", "admitted", "label", "cm/settings", "team=other", "--overwrite").orThrow();
    plane.kubectl("-n", "admitted", "label", "cm/settings", "more=x").orThrow();

    assertThat(Lakehouse.lines(check(plane.kubeconfig(), true)))
        .contains(ADDED_TO_MAP, "ADDED ConfigMap admitted/settings metadata.labels.more");
  }

  @Test
  void tellsThatItWasRefused(ControlPlane plane) {
    Report report = check(plane.kubeconfigFor("reader"), true);

    assertThat(Lakehouse.lines(report)).contains(ADDED_TO_MAP);
    assertThat(report.problems()).extracting(Problem::code).contains(Problem.Code.DRY_RUN_REFUSED);
    assertThat(report.problems().getFirst().message()).contains("ConfigMap admitted/settings");
  }

  @Test
  void asksForTheOthersWhereOneIsNotValid(ControlPlane plane) throws IOException {
    plane.kubectl("-n", "admitted", "create", "configmap", "broken").orThrow();
    Files.writeString(
        git.resolve("broken.yaml"),
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: broken, namespace: admitted}
        data: {not/a/key: "1"}
        """);

    Report report = check(plane.kubeconfig(), true);

    assertThat(Lakehouse.lines(report))
        .contains("ADDED ConfigMap admitted/broken metadata.labels.team")
        .doesNotContain(ADDED_TO_MAP);
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo(Problem.Code.DRY_RUN_REFUSED);
              assertThat(problem.message()).contains("ConfigMap admitted/broken");
            });
  }

  @Test
  void storesNothing(ControlPlane plane) {
    String before = all(plane);

    check(plane.kubeconfig(), true);

    assertThat(all(plane)).isEqualTo(before);
  }

  /// What reads a cluster once needs nothing that watches it, and nothing that can write to it.
  @Test
  void onlyADryRunLoadsWhatWrites(ControlPlane plane) throws IOException, InterruptedException {
    Started check = start(plane, "check");
    Started explain = start(plane, "explain configmap settings");
    Started dryRun = start(plane, "check --dry-run=server");

    // The label that admission adds to the Service is drift; explaining ends with 0.
    for (Set<String> packages : List.of(check.packages(1), explain.packages(0))) {
      assertThat(packages)
          .contains("dev.drift.kubernetes.read")
          .doesNotContain("dev.drift.kubernetes.watch", "dev.drift.kubernetes.write");
    }
    assertThat(dryRun.packages(1))
        .contains("dev.drift.kubernetes.write")
        .doesNotContain("dev.drift.kubernetes.watch");
  }

  /// The program in a process of its own.
  ///
  /// @param log of the classes that it loads
  private record Started(Process process, Path log) {
    Set<String> packages(int code) throws IOException, InterruptedException {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(code);
      try (Stream<String> lines = Files.lines(log)) {
        return lines
            .filter(line -> line.startsWith("dev.drift."))
            .map(line -> line.substring(0, line.lastIndexOf('.', line.indexOf(' '))))
            .collect(Collectors.toSet());
      }
    }
  }

  private Started start(ControlPlane plane, String arguments) throws IOException {
    Path log = Files.createTempFile(git, "classes", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + log + ":none:filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.drift.cli.Main"));
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-n", "admitted", "--repo", git.toString()));
    command.addAll(List.of("--kubeconfig", plane.kubeconfig().toString()));
    return new Started(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start(),
        log);
  }

  private static String all(ControlPlane plane) {
    return plane.kubectl("-n", "admitted", "get", "cm,svc", "-o", "yaml").orThrow().stdout();
  }

  private Report check(Path kubeconfig, boolean dryRun) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.ofCluster(git, kubeconfig)
                .namespaces(List.of("admitted"))
                .dryRun(dryRun)
                .build());
  }
}
