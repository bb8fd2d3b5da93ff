package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import dev.drift.model.Verdict;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.MetricsApi;
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

/// Objects of kinds whose type is unknown: the account may read neither CRDs nor OpenAPI,
/// or an aggregated API has none.
@Tag("cluster")
class WithoutTypeTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(
                  List.of(
                      new TokenUser("gadgeteer"),
                      new TokenUser("onlooker"),
                      new TokenUser("student"),
                      new TokenUser("stranger"))));

  private static final String CLUSTER =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: gadgets}
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: gadgets.drift.example.com}
      spec:
        group: drift.example.com
        scope: Namespaced
        names: {plural: gadgets, singular: gadget, kind: Gadget, listKind: GadgetList}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema:
              type: object
              x-kubernetes-preserve-unknown-fields: true
              properties:
                spec:
                  type: object
                  x-kubernetes-preserve-unknown-fields: true
                  properties:
                    size: {type: integer, default: 3}
                    mode: {type: string, default: fast}
                  default: {}
      ---
      # What everybody may do, but for reading OpenAPI.
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: "system:discovery"}
      rules: [{nonResourceURLs: [/api, "/api/*", /apis, "/apis/*", /version], verbs: [get]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: gadgets-read}
      rules:
      - {apiGroups: ["", apps, drift.example.com], resources: ["*"], verbs: [get, list]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: gadgets-write}
      rules: [{apiGroups: [drift.example.com], resources: ["*"], verbs: [create]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: apis-read}
      rules: [{apiGroups: [apiregistration.k8s.io], resources: [apiservices], verbs: [get]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: openapi-read}
      rules: [{nonResourceURLs: [/openapi, "/openapi/*"], verbs: [get]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: openapi-read}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: openapi-read}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: student}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: gadgets-read}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gadgets-read}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: gadgeteer}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: onlooker}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: stranger}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: student}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: gadgets-write}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: gadgets-write}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: gadgeteer}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: stranger}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: apis-read}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: apis-read}
      subjects:
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: gadgeteer}
      - {apiGroup: rbac.authorization.k8s.io, kind: User, name: onlooker}
      """;

  private static final String DESIRED =
      """
      apiVersion: drift.example.com/v1
      kind: Gadget
      metadata: {name: lamp, namespace: gadgets, labels: {app: lamp}}
      spec: {colour: red, mode: slow, parts: [bulb, switch], wires: {live: brown}}
      """;

  @TempDir Path git;

  @BeforeEach
  void apply(ControlPlane plane) throws IOException, InterruptedException {
    plane
        .kubectlWithInput(CLUSTER, "apply", "--server-side", "--force-conflicts", "-f", "-")
        .orThrow();
    Files.writeString(git.resolve("all.yaml"), DESIRED);
    // A CRD is served some time after it is made.
    for (int i = 0; i < 100 && !plane.kubectl("-n", "gadgets", "get", "gadgets").succeeded(); i++) {
      Thread.sleep(100);
    }
    plane.kubectl("-n", "gadgets", "delete", "gadgets,pods", "--all", "--now").orThrow();
    plane.kubectl("apply", "-f", git.toString()).orThrow();
  }

  @Test
  void isUnknownUnlessTheServerIsAsked(ControlPlane plane) {
    Report report = check(plane.kubeconfigFor("gadgeteer"), false);

    assertThat(verdict(report)).isEqualTo(Verdict.UNKNOWN);
    assertThat(report.exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.INCOMPLETE);
    assertThat(message(report))
        .isEqualTo(
            "no schema found for Gadget gadgets/lamp at drift.example.com/v1; not compared; allow"
                + " reading CustomResourceDefinitions, or ask the API server with"
                + " --dry-run=server");
  }

  @Test
  void openApiTellsTheDefaultsOfACrdThatMayNotBeRead(ControlPlane plane)
      throws InterruptedException {
    String[] document = {"get", "--raw", "/openapi/v3/apis/drift.example.com/v1"};
    for (int i = 0; i < 100 && !plane.kubectl(document).stdout().contains("fast"); i++) {
      Thread.sleep(100);
    }

    Report report = check(plane.kubeconfigFor("student"), false);

    assertThat(Lakehouse.lines(report)).isEmpty();
    assertThat(verdict(report)).isEqualTo(Verdict.IN_SYNC);
    patch(plane, "{\"spec\": {\"size\": 5}}");
    assertThat(Lakehouse.lines(check(plane.kubeconfigFor("student"), false)))
        .containsExactly("DEFAULT_CHANGED Gadget gadgets/lamp spec.size");
  }

  @Test
  void isInSyncWithWhatTheServerWouldStore(ControlPlane plane) {
    Report report = check(plane.kubeconfigFor("gadgeteer"), true);

    assertThat(Lakehouse.lines(report)).isEmpty();
    assertThat(verdict(report)).isEqualTo(Verdict.IN_SYNC);
    assertThat(report.problems())
        .extracting(Problem::code)
        .doesNotContain(Problem.Code.TYPE_NOT_KNOWN, Problem.Code.DRY_RUN_REFUSED);
  }

  @Test
  void findsWhatSomebodyChanged(ControlPlane plane) {
    patch(
        plane,
        """
        {"metadata": {"labels": {"more": "x"}, "finalizers": ["drift.example.com/hold"]},
         "spec": {"colour": "blue", "size": 5, "mode": null, "parts": ["switch", "bulb"],
                  "extra": {"shade": true}, "wires": {"live": null, "earth": "green"}}}
        """);

    Report report = check(plane.kubeconfigFor("gadgeteer"), true);
    patch(plane, "{\"metadata\": {\"finalizers\": null}}");

    String lamp = "Gadget gadgets/lamp ";
    // The server puts its default in place of the removed mode.
    assertThat(Lakehouse.lines(report))
        .containsExactlyInAnyOrder(
            "ADDED " + lamp + "metadata.labels.more",
            "ADDED " + lamp + "metadata.finalizers[=\"drift.example.com/hold\"]",
            "CHANGED " + lamp + "spec.colour",
            "DEFAULT_CHANGED " + lamp + "spec.size",
            "CHANGED " + lamp + "spec.mode",
            "REORDERED " + lamp + "spec.parts",
            "ADDED " + lamp + "spec.extra",
            "REMOVED " + lamp + "spec.wires.live",
            "ADDED " + lamp + "spec.wires.earth");
    assertThat(verdict(report)).isEqualTo(Verdict.DRIFTED);
  }

  @Test
  void saysWhyTheServerRefused(ControlPlane plane) {
    Report report = check(plane.kubeconfigFor("onlooker"), true);

    assertThat(verdict(report)).isEqualTo(Verdict.UNKNOWN);
    assertThat(message(report)).contains("the dry-run failed too").contains("onlooker");
  }

  /// An API server that does not know dry-runs would store the object.
  @Test
  void asksOnlyServersThatAreKnownToKnowDryRuns(ControlPlane plane) {
    Report report = check(plane.kubeconfigFor("stranger"), true);

    assertThat(verdict(report)).isEqualTo(Verdict.UNKNOWN);
    assertThat(message(report))
        .endsWith(
            "the API server of drift.example.com/v1 does not declare support for dry-run, so it was"
                + " not asked");
  }

  @Test
  void neverAsksAnAggregatedServerThatSaysNothing(ControlPlane plane) throws IOException {
    plane
        .kubectlWithInput(
            """
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: default, namespace: gadgets}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: measured, namespace: gadgets}
            spec:
              automountServiceAccountToken: false
              containers: [{name: it, image: registry.example.com/it:1}]
            """,
            "apply",
            "-f",
            "-")
        .orThrow();
    plane
        .kubectl(
            "-n",
            "gadgets",
            "patch",
            "pod/measured",
            "--subresource=status",
            "-p",
            "{\"status\": {\"phase\": \"Running\"}}")
        .orThrow();
    Files.writeString(
        git.resolve("all.yaml"),
        """
        apiVersion: metrics.k8s.io/v1beta1
        kind: PodMetrics
        metadata: {name: measured, namespace: gadgets}
        """);
    try (MetricsApi _ = MetricsApi.start(plane)) {
      Report report = check(plane.kubeconfig(), true);

      assertThat(verdict(report)).isEqualTo(Verdict.UNKNOWN);
      assertThat(message(report))
          .contains("no schema found for PodMetrics gadgets/measured")
          .contains("does not declare support for dry-run, so it was not asked");
    }
  }

  @Test
  void storesNothing(ControlPlane plane) {
    String before = all(plane);

    check(plane.kubeconfigFor("gadgeteer"), true);

    assertThat(all(plane)).isEqualTo(before);
  }

  private static String all(ControlPlane plane) {
    return plane.kubectl("-n", "gadgets", "get", "gadgets", "-o", "yaml").orThrow().stdout();
  }

  private static void patch(ControlPlane plane, String change) {
    plane.kubectl("-n", "gadgets", "patch", "gadget/lamp", "--type=merge", "-p", change).orThrow();
  }

  private static Verdict verdict(Report report) {
    return report.resources().stream()
        .filter(judged -> judged.resource().apiVersion().contains("."))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  private static String message(Report report) {
    return report.problems().stream()
        .filter(problem -> problem.code() == Problem.Code.TYPE_NOT_KNOWN)
        .findFirst()
        .orElseThrow()
        .message();
  }

  private Report check(Path kubeconfig, boolean dryRun) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.ofCluster(git, kubeconfig)
                .namespaces(List.of("gadgets"))
                .dryRun(dryRun)
                .build());
  }
}
