package dev.drift.act.cluster;

import static dev.drift.secret.ShownInTests.plain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.Announced;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.finding.group.Seen;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.model.Change;
import dev.drift.model.KindCoverage;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.report.SampleReports;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Events and policy reports on a real API server, as kubectl shows them.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterChannelsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<String> HOSTILE = Announced.HOSTILE;

  private ControlPlane plane;

  @BeforeAll
  void start() {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
    plane.kubectl("create", "namespace", "trino").orThrow();
    plane.kubectl("create", "namespace", "minio").orThrow();
    plane
        .kubectl("create", "deployment", "worker", "--image=trinodb/trino:481", "-n", "trino")
        .orThrow();
  }

  @AfterAll
  void close() {
    plane.close();
  }

  @BeforeEach
  void clean() {
    plane.kubectl("delete", "events", "--all", "-A").orThrow();
    plane.kubectl("delete", "crd", "--all", "--wait=true").orThrow();
  }

  @Test
  void anEventIsOfItsObjectAndCounted() {
    Finding.Drift image = Announced.finding("worker", "spec.image");
    for (int i = 0; i < 3; i++) {
      Instant now = NOON.plus(Duration.ofMinutes(i));
      assertThat(with(objects -> new EventChannel(objects).announce(List.of(image), now)))
          .isEmpty();
    }
    assertThat(
            plane
                .kubectl(
                    "get",
                    "events.events.k8s.io",
                    "-n",
                    "trino",
                    "-o",
                    "jsonpath={range .items[*]}{.type} {.reason} {.regarding.kind}/{.regarding.name}"
                        + " {.series.count} {.series.lastObservedTime} {.note}{'\\n'}{end}")
                .orThrow()
                .stdout())
        .isEqualTo(
            "Warning Drifted Deployment/worker 3 2026-11-21T12:02:00.000000Z high CFG001: The workers"
                + " run another image than Git declares\n");
    assertThat(plane.kubectl("describe", "deployment", "worker", "-n", "trino").orThrow().stdout())
        .contains("Drifted", "The workers run another image than Git declares");
  }

  @Test
  void aChangedFindingIsAnotherEventAndAClusterScopedObjectHasOne() {
    Finding.Drift before = Announced.finding("worker", "spec.image");
    Finding.Drift after = before.saying("Something else differs.");
    Finding.Drift backdoor =
        SampleReports.drift(
            SampleReports.BACKDOOR,
            Change.UNMANAGED,
            Severity.CRITICAL,
            "",
            plain(""),
            plain(""),
            "Git does not declare it.",
            Optional.empty());
    assertThat(with(objects -> new EventChannel(objects).announce(List.of(before), NOON)))
        .isEmpty();
    assertThat(with(objects -> new EventChannel(objects).announce(List.of(after, backdoor), NOON)))
        .isEmpty();
    assertThat(count("events.events.k8s.io", "trino")).isEqualTo(2);
    assertThat(plane.kubectl("get", "events", "-n", "default", "-o", "wide").orThrow().stdout())
        .contains("debug-admin", "Git does not declare it");
  }

  @Test
  void hostileAndLongNotesAreTaken() {
    List<Finding> findings = new ArrayList<>();
    HOSTILE.forEach(text -> findings.add(Announced.finding("worker", "spec.image", text, text)));
    findings.add(Announced.finding("worker", "spec.x", "v", "ü".repeat(5000)));
    assertThat(with(objects -> new EventChannel(objects).announce(findings, NOON))).isEmpty();
    assertThat(count("events.events.k8s.io", "trino")).isEqualTo(1);
  }

  @Test
  void withoutACrdThereIsNoReport() {
    assertThat(report(Announced.report(List.of())))
        .containsExactly(
            "the cluster serves neither openreports.io/v1alpha1 nor wgpolicyk8s.io/v1alpha2");
  }

  @Test
  void openReportsAreKeptPerNamespaceAndForTheCluster() {
    install("openreports");
    reports("reports.openreports.io", "clusterreports.openreports.io");
  }

  @Test
  void policyReportsAreKeptPerNamespaceAndForTheCluster() {
    install("wgpolicyk8s");
    reports("policyreports.wgpolicyk8s.io", "clusterpolicyreports.wgpolicyk8s.io");
  }

  private void reports(String namespaced, String clusterScoped) {
    Finding.Drift image = Announced.finding("worker", "spec.image");
    Finding.Drift replicas = Announced.finding("worker", "spec.replicas");
    Finding.Drift minio = of(ref("apps/v1", "StatefulSet", "minio", "minio"));
    Finding.Drift backdoor = of(SampleReports.BACKDOOR);
    assertThat(report(Announced.report(List.of(image, replicas, minio, backdoor)))).isEmpty();

    assertThat(messages(namespaced, "trino")).hasSize(2);
    assertThat(messages(namespaced, "minio")).hasSize(1);
    assertThat(messages(clusterScoped, "")).hasSize(1);
    assertThat(summary(namespaced, "trino")).isEqualTo("2 failed, 0 warned");
    String version = version(namespaced, "trino");
    assertThat(report(Announced.report(List.of(image, replicas, minio, backdoor)))).isEmpty();
    assertThat(version(namespaced, "trino"))
        .as("what has not changed is not written")
        .isEqualTo(version);

    // One is gone, another namespace was not looked at.
    Coverage gap =
        new Coverage(
            List.of(
                SampleReports.kind(
                    "apps/v1", "StatefulSet", KindCoverage.Status.FORBIDDEN, 0, "forbidden")));
    Report half =
        Report.of(Announced.report(List.of()).run(), gap)
            .cluster(Announced.report(List.of()).cluster().orElseThrow())
            .resources(Announced.report(List.of(image)).resources())
            .findings(List.of(image))
            .build();
    assertThat(report(half)).isEmpty();
    assertThat(messages(namespaced, "trino")).hasSize(1);
    assertThat(messages(namespaced, "minio")).hasSize(1);
    assertThat(messages(clusterScoped, "")).hasSize(1);

    assertThat(report(Announced.report(List.of()))).isEmpty();
    assertThat(messages(namespaced, "trino")).isEmpty();
    assertThat(messages(namespaced, "minio")).isEmpty();
    assertThat(messages(clusterScoped, "")).isEmpty();
    assertThat(summary(namespaced, "trino")).isEqualTo("0 failed, 0 warned");
  }

  @Test
  void aReportStaysWithinItsCaps() {
    install("openreports");
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      findings.add(Announced.finding("app-" + i, "spec.image", "v".repeat(900), "ü".repeat(900)));
    }
    assertThat(report(Announced.report(findings))).isEmpty();
    int kept = messages("reports.openreports.io", "trino").size();
    assertThat(kept).isBetween(200, PolicyReportChannel.MOST_RESULTS);
    assertThat(
            plane
                .kubectl(
                    "get",
                    "reports.openreports.io",
                    "drift",
                    "-n",
                    "trino",
                    "-o",
                    "jsonpath={.metadata.annotations.drift\\.dev/omitted}")
                .orThrow()
                .stdout())
        .isEqualTo(Integer.toString(1200 - kept));
  }

  @Test
  void aReportOfSomebodyElseIsNotTouched() {
    install("openreports");
    plane
        .kubectl()
        .withInput(
            """
            apiVersion: openreports.io/v1alpha1
            kind: Report
            metadata: {name: drift, namespace: trino}
            results: [{policy: theirs}]
            """)
        .run("create", "-f", "-")
        .orThrow();
    assertThat(report(Announced.report(List.of(Announced.finding("worker", "spec.image")))))
        .singleElement()
        .asString()
        .contains("Report: the server returned HTTP 409", "already exists");
    assertThat(
            plane
                .kubectl("get", "reports.openreports.io", "drift", "-n", "trino", "-o", "yaml")
                .orThrow()
                .stdout())
        .contains("policy: theirs");
  }

  private static Finding.Drift of(ResourceRef resource) {
    return SampleReports.drift(
        resource,
        Change.CHANGED,
        Severity.HIGH,
        "spec.x",
        plain("a"),
        plain("b"),
        "It differs.",
        Optional.empty());
  }

  private static ResourceRef ref(String apiVersion, String kind, String namespace, String name) {
    return new ResourceRef(
        apiVersion, new ResourceId(GroupKind.of(apiVersion, kind), namespace, name));
  }

  private List<String> report(Report report) {
    return with(
        objects ->
            new PolicyReportChannel(objects)
                .announce(Seen.of(report, true, Set.of()), report.findings()));
  }

  /// As a run of its own: discovery is fresh.
  private List<String> with(Function<ClusterObjects, List<String>> use) {
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      LiveStateReader reader =
          new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.fixed(NOON));
      return use.apply(new ClusterObjects(connection, Clusters.REDACTOR, reader.kinds()));
    }
  }

  private void install(String crds) {
    Path file = Path.of("src/test/resources/policy-reports", crds + ".yaml").toAbsolutePath();
    plane.kubectl("create", "-f", file.toString()).orThrow();
    plane.kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=30s").orThrow();
  }

  private List<String> messages(String kind, String namespace) {
    return get(kind, namespace, "jsonpath={range .results[*]}{.message}{'\\n'}{end}")
        .lines()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private String summary(String kind, String namespace) {
    return get(kind, namespace, "jsonpath={.summary.fail} failed, {.summary.warn} warned");
  }

  private String version(String kind, String namespace) {
    return get(kind, namespace, "jsonpath={.metadata.resourceVersion}");
  }

  private String get(String kind, String namespace, String output) {
    List<String> arguments = new ArrayList<>(List.of("get", kind, "drift", "-o", output));
    if (!namespace.isEmpty()) {
      arguments.addAll(List.of("-n", namespace));
    }
    return plane.kubectl(arguments.toArray(String[]::new)).orThrow().stdout();
  }

  private int count(String kind, String namespace) {
    return (int)
        plane
            .kubectl("get", kind, "-n", namespace, "-o", "name")
            .orThrow()
            .stdout()
            .lines()
            .count();
  }
}
