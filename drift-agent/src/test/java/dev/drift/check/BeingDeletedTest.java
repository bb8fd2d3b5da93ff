package dev.drift.check;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.ControlPlaneOptions.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Objects that a real API server is deleting and that finalizers hold are pending: neither
/// unmanaged nor missing.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
@Tag("cluster")
class BeingDeletedTest {
  /// The namespace controller empties a namespace that is being deleted.
  private static final ControlPlaneOptions OPTIONS =
      ControlPlaneOptions.defaults().withParts(Set.of(Part.CONTROLLERS));

  private static final String GIT =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: stays}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: quiet, namespace: stays}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: declared, namespace: stays, finalizers: [example.org/backup]}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: {name: goes}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: gone, namespace: goes}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: declared, namespace: goes, finalizers: [example.org/backup]}
      """;

  private static final String UNDECLARED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: undeclared
        namespace: stays
        finalizers: [example.org/audit, example.org/backup]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: undeclared, namespace: goes, finalizers: [example.org/backup]}
      spec: {ports: [{port: 80}]}
      """;

  /// What a finalizer holds.
  private static final List<List<String>> HELD =
      List.of(
          List.of("stays", "configmap/declared"),
          List.of("stays", "configmap/undeclared"),
          List.of("goes", "configmap/declared"),
          List.of("goes", "service/undeclared"));

  @TempDir static Path git;

  private static ControlPlane plane;

  @BeforeAll
  static void deleteWithoutWaiting() throws IOException {
    plane = ControlPlane.start(OPTIONS);
    Files.writeString(git.resolve("all.yaml"), GIT);
    plane.kubectlWithInput(GIT + "---\n" + UNDECLARED, "apply", "-f", "-").orThrow();
    kubectl("-n stays delete --wait=false configmap/declared configmap/undeclared");
    kubectl("delete --wait=false namespace/goes");
    kubectl("-n goes wait --for=delete --timeout=60s configmap/gone");
    for (List<String> held : HELD) {
      kubectl(
          "-n %s wait --for=jsonpath={.metadata.deletionTimestamp} --timeout=60s %s"
              .formatted(held.getFirst(), held.getLast()));
    }
  }

  @AfterAll
  static void letGo() {
    try (ControlPlane closed = plane) {
      for (List<String> held : HELD) {
        closed
            .kubectl(
                "-n",
                held.getFirst(),
                "patch",
                held.getLast(),
                "--type=merge",
                "-p",
                "{\"metadata\":{\"finalizers\":null}}")
            .orThrow();
      }
      kubectl("wait --for=delete --timeout=60s namespace/goes");
    }
  }

  @Test
  void whatFinalizersHoldIsPendingSinceItsDeletion() {
    Report report = Lakehouse.check(plane, git);

    assertThat(report.drift()).isEmpty();
    assertThat(verdicts(report))
        .containsEntry("Namespace stays", Verdict.IN_SYNC)
        .containsEntry("ConfigMap stays/quiet", Verdict.IN_SYNC)
        .containsEntry("ConfigMap stays/declared", Verdict.PENDING)
        .containsEntry("ConfigMap stays/undeclared", Verdict.PENDING);
    assertThat(explanations(report).get("ConfigMap stays/declared"))
        .contains(since("configmap/declared -n stays"), "example.org/backup");
    assertThat(explanations(report).get("ConfigMap stays/undeclared"))
        .contains(
            since("configmap/undeclared -n stays"), "example.org/audit", "example.org/backup");
  }

  @Test
  void whatGoesWithItsNamespaceIsPendingAndTheAbsentIsNotMissing() {
    Report report = Lakehouse.check(plane, git);

    assertThat(report.drift()).isEmpty();
    assertThat(verdicts(report))
        .containsEntry("Namespace goes", Verdict.PENDING)
        .containsEntry("ConfigMap goes/declared", Verdict.PENDING)
        .containsEntry("Service goes/undeclared", Verdict.PENDING)
        .containsEntry("ConfigMap goes/gone", Verdict.PENDING);
    assertThat(explanations(report).get("Namespace goes"))
        .contains(since("namespace/goes"), "kubernetes");
    assertThat(explanations(report).get("ConfigMap goes/declared"))
        .contains(since("configmap/declared -n goes"), "example.org/backup");
    assertThat(explanations(report).get("Service goes/undeclared"))
        .contains(since("service/undeclared -n goes"), "example.org/backup");
    assertThat(explanations(report).get("ConfigMap goes/gone"))
        .contains("namespace goes", since("namespace/goes"), "kubernetes");
  }

  @Test
  void whatIsBeingDeletedFailsNoRun() {
    assertThat(Lakehouse.check(plane, git).exitCode(FailOn.ANY_DRIFT)).isEqualTo(ExitCode.IN_SYNC);
  }

  private static void kubectl(String command) {
    plane.kubectl(command.split(" ")).orThrow();
  }

  /// As the API server says.
  private static String since(String object) {
    String timestamp =
        plane
            .kubectl(("get -o jsonpath={.metadata.deletionTimestamp} " + object).split(" "))
            .orThrow()
            .stdout();
    assertThat(timestamp).isNotEmpty();
    return timestamp;
  }

  private static Map<String, Verdict> verdicts(Report report) {
    return report.resources().stream()
        .collect(toMap(one -> one.resource().toString(), Report.ResourceVerdict::verdict));
  }

  /// Of whole objects.
  private static Map<String, String> explanations(Report report) {
    return report.explained().stream()
        .filter(one -> one.path().isRoot())
        .collect(
            toMap(
                one -> one.resource().toString(),
                Report.Explained::explanation,
                (one, other) -> one + "; " + other));
  }
}
