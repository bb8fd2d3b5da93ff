package dev.drift.check;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Objects that a real API server is deleting and that finalizers hold are pending: neither
/// unmanaged nor missing.
/// https://kubernetes.io/docs/concepts/overview/working-with-objects/finalizers/
@Tag("cluster")
class BeingDeletedTest {
  /// A namespace that is being deleted keeps its objects.
  @Nested
  class WithoutANamespaceController {
    @RegisterExtension
    static final ControlPlaneExtension PLANE =
        ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

    @TempDir static Path git;

    @BeforeAll
    static void deleteWithoutWaiting(ControlPlane plane) throws IOException {
      String declared =
          map("held", "deleting", true)
              + map("there", "deleting-too", false)
              + map("gone", "deleting-too", false);
      Files.writeString(git.resolve("all.yaml"), declared);
      kubectl(plane, "create namespace deleting");
      kubectl(plane, "create namespace deleting-too");
      String undeclared =
          map("undeclared", "deleting", true) + map("undeclared", "deleting-too", false);
      plane.kubectlWithInput(declared + undeclared, "apply", "-f", "-").orThrow();
      kubectl(plane, "delete -n deleting-too configmap/gone");
      kubectl(plane, "delete -n deleting --wait=false configmap/held configmap/undeclared");
      kubectl(plane, "delete --wait=false namespace/deleting-too");
    }

    @AfterAll
    static void letGo(ControlPlane plane) {
      release(plane, "deleting", "configmap/held");
      release(plane, "deleting", "configmap/undeclared");
    }

    @Test
    void areNeitherUnmanagedNorMissing(ControlPlane plane) {
      Report report = Lakehouse.check(plane, git);

      assertThat(report.drift()).isEmpty();
      assertThat(verdicts(report))
          .containsEntry("ConfigMap deleting/held", Verdict.PENDING)
          .containsEntry("ConfigMap deleting/undeclared", Verdict.PENDING)
          .containsEntry("ConfigMap deleting-too/gone", Verdict.PENDING)
          .containsEntry("ConfigMap deleting-too/undeclared", Verdict.PENDING);
      String namespace =
          "its namespace deleting-too is being deleted since %s, held by the finalizer kubernetes"
              .formatted(since(plane, "namespace/deleting-too"));
      assertThat(explanations(report))
          .containsEntry("ConfigMap deleting/held", held(plane, "configmap/held"))
          .containsEntry("ConfigMap deleting/undeclared", held(plane, "configmap/undeclared"))
          .containsEntry("ConfigMap deleting-too/gone", "it is missing: " + namespace)
          .containsEntry("ConfigMap deleting-too/undeclared", namespace);
    }

    private static String held(ControlPlane plane, String object) {
      return "it is being deleted since %s, held by the finalizer example.org/wait"
          .formatted(since(plane, object + " -n deleting"));
    }

    private static String map(String name, String namespace, boolean held) {
      return """
          apiVersion: v1
          kind: ConfigMap
          metadata:
            name: %s
            namespace: %s
            finalizers: [%s]
          data: {a: b}
          ---
          """
          .formatted(name, namespace, held ? "example.org/wait" : "");
    }
  }

  /// It empties a namespace that is being deleted.
  @Nested
  class WithTheNamespaceController {
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
      kubectl(plane, "-n stays delete --wait=false configmap/declared configmap/undeclared");
      kubectl(plane, "delete --wait=false namespace/goes");
      kubectl(plane, "-n goes wait --for=delete --timeout=60s configmap/gone");
      for (List<String> held : HELD) {
        kubectl(
            plane,
            "-n %s wait --for=jsonpath={.metadata.deletionTimestamp} --timeout=60s %s"
                .formatted(held.getFirst(), held.getLast()));
      }
    }

    @AfterAll
    static void letGo() {
      try (ControlPlane closed = plane) {
        HELD.forEach(held -> release(closed, held.getFirst(), held.getLast()));
        kubectl(plane, "wait --for=delete --timeout=60s namespace/goes");
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
          .contains(since(plane, "configmap/declared -n stays"), "example.org/backup");
      assertThat(explanations(report).get("ConfigMap stays/undeclared"))
          .contains(
              since(plane, "configmap/undeclared -n stays"),
              "example.org/audit",
              "example.org/backup");
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
          .contains(since(plane, "namespace/goes"), "kubernetes");
      assertThat(explanations(report).get("ConfigMap goes/declared"))
          .contains(since(plane, "configmap/declared -n goes"), "example.org/backup");
      assertThat(explanations(report).get("Service goes/undeclared"))
          .contains(since(plane, "service/undeclared -n goes"), "example.org/backup");
      assertThat(explanations(report).get("ConfigMap goes/gone"))
          .contains("namespace goes", since(plane, "namespace/goes"), "kubernetes");
    }

    @Test
    void whatIsBeingDeletedFailsNoRun() {
      assertThat(Lakehouse.check(plane, git).exitCode(FailOn.ANY_DRIFT))
          .isEqualTo(ExitCode.IN_SYNC);
    }
  }

  private static void kubectl(ControlPlane plane, String command) {
    plane.kubectl(command.split(" ")).orThrow();
  }

  private static void release(ControlPlane plane, String namespace, String object) {
    kubectl(
        plane,
        "patch -n %s %s --type=merge -p {\"metadata\":{\"finalizers\":null}}"
            .formatted(namespace, object));
  }

  /// As the API server says.
  private static String since(ControlPlane plane, String object) {
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
