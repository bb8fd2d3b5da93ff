package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Objects that a real API server is deleting, and that finalizers hold.
@Tag("cluster")
class DeletionTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SINCE = "being deleted since \\S+Z, ";
  private static final String HELD = "it is " + SINCE + "held by the finalizer example\\.org/wait";

  @TempDir static Path git;

  @BeforeAll
  static void delete(ControlPlane plane) throws IOException {
    String declared =
        map("held", "deleting", true)
            + map("there", "deleting-too", false)
            + map("gone", "deleting-too", false);
    Files.writeString(git.resolve("all.yaml"), declared);
    kubectl(plane, "create namespace deleting");
    kubectl(plane, "create namespace deleting-too");
    Path all = git.resolveSibling("deletion.yaml");
    Files.writeString(
        all,
        declared + map("undeclared", "deleting", true) + map("undeclared", "deleting-too", false));
    kubectl(plane, "apply -f " + all);
    kubectl(plane, "delete -n deleting-too configmap/gone");
    kubectl(plane, "delete -n deleting --wait=false configmap/held configmap/undeclared");
    // Without the namespace controller it stays in this state, like one that a finalizer holds.
    kubectl(plane, "delete --wait=false namespace/deleting-too");
  }

  @AfterAll
  static void letGo(ControlPlane plane) {
    for (String name : new String[] {"held", "undeclared"}) {
      kubectl(
          plane,
          "patch -n deleting configmap/%s --type=merge -p {\"metadata\":{\"finalizers\":null}}"
              .formatted(name));
    }
  }

  @Test
  void areNeitherUnmanagedNorMissing(ControlPlane plane) {
    Report report = Lakehouse.check(plane, git);

    assertThat(report.drift()).isEmpty();
    assertThat(report.resources())
        .extracting(judged -> judged.verdict() + " " + judged.resource())
        .contains(
            "PENDING ConfigMap deleting/held",
            "PENDING ConfigMap deleting/undeclared",
            "PENDING ConfigMap deleting-too/gone",
            "PENDING ConfigMap deleting-too/undeclared");
    assertThat(sentence(report, "deleting/held")).matches(HELD);
    assertThat(sentence(report, "deleting/undeclared")).matches(HELD);
    String namespace =
        "its namespace deleting-too is " + SINCE + "held by the finalizer kubernetes";
    assertThat(sentence(report, "deleting-too/gone")).matches("it is missing: " + namespace);
    assertThat(sentence(report, "deleting-too/undeclared")).matches(namespace);
  }

  private static String sentence(Report report, String name) {
    return report.explained().stream()
        .filter(one -> one.resource().toString().equals("ConfigMap " + name))
        .filter(one -> one.path().isRoot())
        .map(Report.Explained::explanation)
        .findFirst()
        .orElseThrow();
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

  private static void kubectl(ControlPlane plane, String command) {
    plane.kubectl(command.split(" ")).orThrow();
  }
}
