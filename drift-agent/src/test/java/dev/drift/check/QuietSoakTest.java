package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/// As [QuietTest], for three minutes; and other people's manifests, where the environment variable
/// `CORPUS` names a folder that has a folder for each.
@Tag("cluster")
@Tag("soak")
final class QuietSoakTest {
  private static final int CYCLES = 4;
  private static final int CHECKS = 12;
  private static final List<String> RESTARTED = List.of("deployment", "statefulset", "daemonset");

  @Test
  void nothingDriftsWhileControllersWork(@TempDir Path folder) throws InterruptedException {
    Quiet.run(folder, CYCLES);
  }

  @TestFactory
  List<DynamicTest> nothingDriftsInOtherManifests() throws IOException {
    Optional<Path> corpus =
        Optional.ofNullable(System.getenv("CORPUS")).map(Golden.repository()::resolve);
    if (corpus.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(corpus.orElseThrow())) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(each -> DynamicTest.dynamicTest(each.getFileName().toString(), () -> watch(each)))
          .toList();
    }
  }

  private static void watch(Path git) throws InterruptedException {
    try (ControlPlane plane = ControlPlane.start()) {
      deploy(plane, git);
      Watch watch = new Watch(plane, git);
      for (int i = 0; i < CHECKS; i++) {
        watch.round(
            i % 4 == 1
                ? new Unrest.Step("rollouts were restarted", () -> restart(plane))
                : Unrest.NOTHING);
      }
      System.out.println(git.getFileName() + ": " + watch.summary());
      assertThat(watch.complaints()).isEmpty();
      if (!watch.first().replicas().isEmpty()) {
        assertThat(watch.rounds().getLast().after().pods())
            .as("restarts replace Pods")
            .isNotEqualTo(watch.first().pods());
      }
    }
  }

  /// Twice, since an API server serves a new kind only a little after its definition is there.
  private static void deploy(ControlPlane plane, Path git) {
    List<String> apply = List.of("apply", "--server-side", "-R", "-f", git.toString());
    Lakehouse.kubectl(plane, apply);
    try {
      plane.awaitSettled(Duration.ofMinutes(1));
      Lakehouse.kubectl(plane, apply).orThrow();
      plane.awaitSettled(Duration.ofMinutes(1));
    } catch (ControlPlaneException e) {
      throw new TestAbortedException("These manifests do not run by themselves", e);
    }
  }

  private static void restart(ControlPlane plane) {
    Glimpse.of(plane)
        .namespaces()
        .forEach(
            namespace ->
                RESTARTED.forEach(
                    kind -> plane.kubectl("-n", namespace, "rollout", "restart", kind)));
  }
}
