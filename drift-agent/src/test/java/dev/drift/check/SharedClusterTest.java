package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Account;
import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.ExplainResource;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.text.TextReport;
import dev.drift.report.text.TextStyle;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small repository on a cluster that others use, too: a monitoring stack that Helm installed,
/// and storage that somebody applied by hand.
@Tag("cluster")
class SharedClusterTest {
  /// Not shared with other tests, whose objects would be findings here.
  private static ControlPlane plane;

  private static final String SHOP =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: shop}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: shop}
      data: {a: "1"}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """;

  /// What the release holds; `MARKS` stands for what Helm writes into each object.
  private static final String MONITORING =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: prometheus, namespace: monitoring, MARKS}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: prometheus, MARKS}
      rules: [{apiGroups: [""], resources: [nodes, pods], verbs: [get, list, watch]}]
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: prometheus, MARKS}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: prometheus}
      subjects: [{kind: ServiceAccount, name: prometheus, namespace: monitoring}]
      ---
      apiVersion: apps/v1
      kind: DaemonSet
      metadata: {name: node-exporter, namespace: monitoring, MARKS}
      spec:
        selector: {matchLabels: {app: node-exporter}}
        template:
          metadata: {labels: {app: node-exporter}}
          spec: {hostNetwork: true, containers: [{name: exporter, image: "exporter:1"}]}
      """;

  private static final String MARKS =
      "labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name:"
          + " stack, meta.helm.sh/release-namespace: monitoring}";

  private static final String STORAGE =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: storage}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: engine, namespace: storage}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata:
        name: forged
        labels: {app.kubernetes.io/managed-by: Helm}
        annotations: {meta.helm.sh/release-name: stack, meta.helm.sh/release-namespace: monitoring}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: mallory}]
      """;

  @TempDir static Path git;

  @BeforeAll
  static void install() throws IOException {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    Files.writeString(git.resolve("shop.yaml"), SHOP);
    String namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring}\n---\n";
    apply(SHOP);
    apply(namespace + MONITORING.replace("MARKS", MARKS));
    apply(release());
    apply(STORAGE);
  }

  @AfterAll
  static void close() {
    plane.close();
  }

  @Test
  void whatOthersRunIsNoFindingInTheUsualScope() {
    Report report = check(Optional.empty());

    assertThat(report.drift()).isEmpty();
    assertThat(report.exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);
    assertThat(report.outOfScope())
        .containsEntry(new GroupKind("rbac.authorization.k8s.io", "ClusterRoleBinding"), 2)
        .containsEntry(new GroupKind("apps", "DaemonSet"), 1);
    assertThat(TextReport.of(report, FailOn.ANY_DRIFT, TextStyle.PLAIN))
        .startsWith("In sync")
        .containsPattern("Out of scope: [^.]*2 ClusterRoleBindings[^.]*no source")
        .contains("--scope cluster");
  }

  @Test
  void whatAnotherDeployerOwnsIsExplained() {
    Account account =
        new ExplainResource(Agent.ofProcess(), Progress.NONE)
            .run(
                new ResourceRequest(
                    request().scope(Scope.CLUSTER).build(), "clusterrole", "prometheus"));

    assertThat(account.verdict()).isEqualTo(Verdict.IN_SYNC);
    assertThat(account.entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.standing()).isEqualTo(Account.Standing.EXPLAINED);
              assertThat(entry.because()).startsWith("owned by Helm release monitoring/stack: ");
            });
  }

  @Test
  void theScopeClusterTellsOwnersFromNobody() {
    Report report = check(Optional.of(Scope.CLUSTER));

    assertThat(report.ownedElsewhere())
        .extracting(one -> one.owner() + ": " + one.resource())
        .contains(
            "Helm release monitoring/stack: ClusterRole prometheus",
            "Helm release monitoring/stack: ClusterRoleBinding prometheus",
            "Helm release monitoring/stack: DaemonSet monitoring/node-exporter",
            "Helm release monitoring/stack: ServiceAccount monitoring/prometheus");
    assertThat(report.drift())
        .extracting(finding -> finding.severity().label() + " " + finding.resource())
        .containsExactlyInAnyOrder(
            "critical ClusterRoleBinding forged",
            "medium ConfigMap storage/engine",
            "medium Namespace monitoring",
            "medium Namespace storage");
    assertThat(report.drift())
        .filteredOn(finding -> finding.resource().id().name().equals("forged"))
        .extracting(Finding.Drift::message)
        .allSatisfy(message -> assertThat(message).contains("Helm release monitoring/stack"));
    assertThat(report.posture())
        .extracting(finding -> finding.resource().id().name())
        .doesNotContain("node-exporter");
    assertThat(report.resources())
        .extracting(Report.ResourceVerdict::verdict)
        .doesNotContain(Verdict.UNKNOWN);
  }

  private static void apply(String manifests) {
    plane.kubectlWithInput(manifests, "apply", "-f", "-").orThrow();
  }

  /// The Secret in which Helm keeps a release.
  private static String release() {
    String manifest = MONITORING.replace(", MARKS", "").replace("\n", "\\n").replace("\"", "\\\"");
    String json =
        """
        {"name": "stack", "namespace": "monitoring", "version": 1,
         "info": {"status": "deployed"}, "manifest": "%s"}
        """
            .formatted(manifest);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return """
        apiVersion: v1
        kind: Secret
        type: helm.sh/release.v1
        metadata:
          name: sh.helm.release.v1.stack.v1
          namespace: monitoring
          labels: {owner: helm, name: stack, status: deployed, version: "1"}
        stringData: {release: "%s"}
        """
        .formatted(Base64.getEncoder().encodeToString(packed.toByteArray()));
  }

  private static Report check(Optional<Scope> scope) {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(scope.map(request()::scope).orElseGet(SharedClusterTest::request).build());
  }

  private static CheckRequestBuilder request() {
    return CheckRequestBuilder.ofCluster(git, plane.kubeconfig());
  }
}
