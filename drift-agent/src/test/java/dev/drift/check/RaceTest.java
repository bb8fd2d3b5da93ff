package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The cluster changes while it is read.
@Tag("cluster")
class RaceTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String DESIRED =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: changed, namespace: race}
      data: {a: "1"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: late, namespace: race}
      data: {a: "1"}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: replaced, namespace: race}
      data: {a: "1"}
      """;

  @TempDir Path git;

  @BeforeEach
  void apply(ControlPlane plane) throws IOException {
    plane
        .kubectlWithInput(
            "{apiVersion: v1, kind: Namespace, metadata: {name: race}}", "apply", "-f", "-")
        .orThrow();
    plane.kubectl("-n", "race", "delete", "cm", "--all").orThrow();
    Files.writeString(git.resolve("all.yaml"), DESIRED);
    plane.kubectl("apply", "-f", git.toString()).orThrow();
  }

  @Test
  void reportsNothingThatWasMendedMeanwhile(ControlPlane plane) {
    plane.kubectl("-n", "race", "patch", "cm/changed", "-p", "{\"data\":{\"a\":\"2\"}}").orThrow();
    plane.kubectl("-n", "race", "delete", "cm/late").orThrow();
    plane.kubectl("-n", "race", "create", "cm", "stray").orThrow();

    List<String> found =
        check(
            plane,
            () -> {
              plane.kubectl("-n", "race", "delete", "cm/stray", "cm/replaced").orThrow();
              plane.kubectl("apply", "-f", git.toString()).orThrow();
            });

    assertThat(found).isEmpty();
  }

  @Test
  void reportsWhatIsStillSo(ControlPlane plane) {
    plane.kubectl("-n", "race", "patch", "cm/changed", "-p", "{\"data\":{\"a\":\"2\"}}").orThrow();
    plane.kubectl("-n", "race", "delete", "cm/late").orThrow();

    assertThat(check(plane, () -> {}))
        .containsExactly("CHANGED ConfigMap race/changed data.a", "MISSING ConfigMap race/late");
  }

  @Test
  void readsManySuspectsByOneList(ControlPlane plane) {
    for (int i = 0; i < 60; i++) {
      plane.kubectl("-n", "race", "create", "cm", "stray-" + i).orThrow();
    }
    plane.kubectl("-n", "race", "patch", "cm/changed", "-p", "{\"data\":{\"a\":\"2\"}}").orThrow();

    List<String> found =
        check(plane, () -> plane.kubectl("-n", "race", "delete", "cm", "--all").orThrow());

    assertThat(found)
        .as("what was no suspect is as it was when it was read")
        .containsExactly("MISSING ConfigMap race/changed");
  }

  /// @param meanwhile happens once the cluster was read and before anything is reported
  private List<String> check(ControlPlane plane, Runnable meanwhile) {
    AtomicBoolean done = new AtomicBoolean();
    Progress progress =
        what -> {
          if (what.startsWith("Comparing") && done.compareAndSet(false, true)) {
            meanwhile.run();
          }
          return () -> {};
        };
    Report report =
        new DriftCheck(Agent.ofProcess(), progress)
            .run(
                CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
                    .namespaces(List.of("race"))
                    .build());
    assertThat(report.problems()).isEmpty();
    assertThat(done).isTrue();
    return Lakehouse.lines(report);
  }
}
