package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.ExplainResource;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.text.AccountText;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.TokenUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What Flux and KEDA write, on a real API server and through the whole pipeline.
@Tag("cluster")
class NoisePacksTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly().withUsers(List.of(new TokenUser("halfsighted"))));

  private static final String GIT =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: noisy}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: noisy, labels: {app: trino}}
      data: {size: "3"}
      ---
      apiVersion: keda.sh/v1alpha1
      kind: ScaledObject
      metadata: {name: trino, namespace: noisy}
      spec: {scaleTargetRef: {name: trino}}
      """;

  private static final String OPERATORS =
      definition("keda.sh", "v1alpha1", "ScaledObject", "scaledobjects")
          + definition("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations")
          + """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: noisy-read}
            rules:
            - {apiGroups: ["", apps, keda.sh, apiextensions.k8s.io], resources: ["*"], verbs: [get, list]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: noisy-read}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: noisy-read}
            subjects:
            - {apiGroup: rbac.authorization.k8s.io, kind: User, name: halfsighted}
            """;

  private static final String KUSTOMIZATION =
      """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: apps, namespace: default}
      spec: {path: ./apps}
      """;

  /// What kustomize-controller and KEDA's operator write.
  private static final String LABELS =
      """
      {"metadata": {"labels": {"kustomize.toolkit.fluxcd.io/name": "apps",
                               "kustomize.toolkit.fluxcd.io/namespace": "default"}}}
      """;

  private static final String SCALED =
      """
      {"metadata": {"labels": {"scaledobject.keda.sh/name": "trino"},
                    "finalizers": ["finalizer.keda.sh"]}}
      """;

  @TempDir Path git;

  private static String definition(String group, String version, String kind, String plural) {
    return """
           apiVersion: apiextensions.k8s.io/v1
           kind: CustomResourceDefinition
           metadata: {name: %4$s.%1$s}
           spec:
             group: %1$s
             scope: Namespaced
             names: {kind: %3$s, plural: %4$s}
             versions:
             - name: %2$s
               served: true
               storage: true
               schema:
                 openAPIV3Schema:
                   type: object
                   properties: {spec: {type: object, x-kubernetes-preserve-unknown-fields: true}}
           ---
           """
        .formatted(group, version, kind, plural);
  }

  @BeforeEach
  void apply(ControlPlane plane) throws IOException, InterruptedException {
    Files.writeString(git.resolve("all.yaml"), GIT);
    server(plane, OPERATORS);
    // A CRD is served some time after it is made.
    for (int i = 0; i < 100 && !isServed(plane); i++) {
      Thread.sleep(100);
    }
    plane.kubectl("apply", "-f", git.toString()).orThrow();
    server(plane, KUSTOMIZATION);
    patch(plane, "configmap/settings", LABELS);
    patch(plane, "scaledobject/trino", SCALED);
  }

  private static boolean isServed(ControlPlane plane) {
    return plane.kubectl("get", "scaledobjects,kustomizations", "-A").succeeded();
  }

  private static void server(ControlPlane plane, String objects) {
    plane
        .kubectlWithInput(objects, "apply", "--server-side", "--force-conflicts", "-f", "-")
        .orThrow();
  }

  private static void patch(ControlPlane plane, String object, String change) {
    plane.kubectl("-n", "noisy", "patch", object, "--type=merge", "-p", change).orThrow();
  }

  @Test
  void whatOperatorsWriteIsExplained(ControlPlane plane) {
    Report report = check(request(plane.kubeconfig()));

    assertThat(drift(report)).isEmpty();
    assertThat(report.explained())
        .map(one -> "%s %s: %s".formatted(one.resource(), one.path(), one.explanation()))
        .contains(
            "ConfigMap noisy/settings metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]:"
                + " explained by pack flux: kustomize-controller labels each object it applies with"
                + " its Kustomization",
            "ConfigMap noisy/settings metadata.labels[\"kustomize.toolkit.fluxcd.io/namespace\"]:"
                + " explained by pack flux: kustomize-controller labels each object it applies with"
                + " its Kustomization",
            "ScaledObject noisy/trino metadata.labels[\"scaledobject.keda.sh/name\"]: explained"
                + " by pack keda: KEDA labels each ScaledObject with its name, so that its"
                + " metrics can be matched to it",
            "ScaledObject noisy/trino metadata.finalizers[=\"finalizer.keda.sh\"]: explained by"
                + " pack keda: KEDA stops scaling before one of its own objects is deleted");
  }

  @Test
  void anAccountNamesThePack(ControlPlane plane) {
    Account account = explain(request(plane.kubeconfig()));

    assertThat(account.verdict()).isEqualTo(Verdict.IN_SYNC);
    assertThat(account.count(Standing.EXPLAINED)).isEqualTo(2);
    assertThat(AccountText.of(account, TextStyle.PLAIN).lines())
        .anyMatch(
            line ->
                line.matches(" +explained +metadata\\.labels\\[.*fluxcd\\.io/name\"\\] = apps.*"))
        .anyMatch(line -> line.contains("explained by pack flux: kustomize-controller labels"));
  }

  @Test
  void aKustomizationThatIsNotThereAccountsForNothing(ControlPlane plane) {
    plane
        .kubectl(
            "-n",
            "noisy",
            "label",
            "--overwrite",
            "configmap/settings",
            "kustomize.toolkit.fluxcd.io/name=mine")
        .orThrow();

    assertThat(drift(check(request(plane.kubeconfig()))))
        .containsExactly(
            "ADDED ConfigMap noisy/settings metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]",
            "ADDED ConfigMap noisy/settings"
                + " metadata.labels[\"kustomize.toolkit.fluxcd.io/namespace\"]");
  }

  @Test
  void noisePacksCanBeTurnedOff(ControlPlane plane) {
    CheckRequest request =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig()).withoutNoisePacks().build();

    assertThat(drift(check(request)))
        .containsExactlyInAnyOrder(
            "ADDED ConfigMap noisy/settings metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]",
            "ADDED ConfigMap noisy/settings"
                + " metadata.labels[\"kustomize.toolkit.fluxcd.io/namespace\"]",
            "ADDED ScaledObject noisy/trino" + " metadata.finalizers[=\"finalizer.keda.sh\"]",
            "ADDED ScaledObject noisy/trino" + " metadata.labels[\"scaledobject.keda.sh/name\"]");
    assertThat(explain(request).verdict()).isEqualTo(Verdict.DRIFTED);
  }

  @Test
  void aPackThatCouldNotLookIsTold(ControlPlane plane) {
    Report report = check(request(plane.kubeconfigFor("halfsighted")));

    assertThat(drift(report))
        .contains(
            "ADDED ConfigMap noisy/settings metadata.labels[\"kustomize.toolkit.fluxcd.io/name\"]");
    assertThat(report.problems())
        .filteredOn(problem -> problem.code() == Problem.Code.NOISE_PACK_NOT_ASKED)
        .extracting(Problem::message)
        .anyMatch(
            message ->
                message.startsWith(
                    "the noise pack flux could not read Kustomization.kustomize.toolkit.fluxcd.io"
                        + " objects; what they would explain is reported as drift: "));
  }

  /// Who may write into the repository does not say there what is noise.
  @Test
  void theRepositoryAddsNoPack(ControlPlane plane) throws IOException {
    Files.writeString(
        git.resolve("pack.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: NoisePack
        metadata: {name: mine}
        spec:
          operator: me
          groups: [keda.sh]
          writes:
          - name: mine
            path: metadata.labels.mine
            value: x
            reason: I wrote it
            source: https://example.com
        """);
    plane.kubectl("-n", "noisy", "label", "configmap/settings", "mine=x").orThrow();

    Report report = check(request(plane.kubeconfig()));
    plane.kubectl("-n", "noisy", "label", "configmap/settings", "mine-").orThrow();

    assertThat(drift(report))
        .containsExactly("ADDED ConfigMap noisy/settings metadata.labels.mine");
    assertThat(Lakehouse.lines(report)).anyMatch(line -> line.startsWith("MISSING NoisePack"));
  }

  private static List<String> drift(Report report) {
    return Lakehouse.lines(report).stream().filter(line -> line.contains(" noisy/")).toList();
  }

  private static Report check(CheckRequest request) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE).run(request);
  }

  private static Account explain(CheckRequest request) {
    return new ExplainResource(Agent.ofProcess(), Progress.NONE)
        .run(new ResourceRequest(request, "configmap", "noisy/settings"));
  }

  private CheckRequest request(Path kubeconfig) {
    return CheckRequestBuilder.ofCluster(git, kubeconfig).build();
  }
}
