package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.TurnedClock;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The daemon on a machine whose clock is set back again and again.
@Tag("cluster")
class TurnedClockDaemonTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: undo
            match: {kinds: [ConfigMap]}
            action: report
      """;

  @TempDir Path folder;

  @Test
  void whatFailedIsTriedAgainAndWhatIsDueIsDone(ControlPlane plane)
      throws IOException, InterruptedException {
    String settings =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: clock-daemon}
        data: {mode: plain}
        """;
    plane.kubectl("create", "namespace", "clock-daemon").orThrow();
    plane.kubectlWithInput(settings, "apply", "-f", "-").orThrow();
    Path git = folder.resolve("git");
    CheckRequest check =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
            .namespaces(List.of("clock-daemon"))
            .build();
    try (RunningDaemon daemon =
        RunningDaemon.start(
            check,
            Optional.empty(),
            RunningDaemon.LONG,
            RunningDaemon.LONG,
            TurnedClock.restless(Duration.ofHours(-1)))) {
      daemon.logged(it -> it.startsWith("failed, and tried again soon: "));
      Files.createDirectories(git);
      Files.writeString(git.resolve("all.yaml"), settings);
      daemon.logged(it -> it.contains("1 in sync"));

      plane
          .kubectl(
              "-n", "clock-daemon", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"x\"}}")
          .orThrow();
      daemon.logged(it -> it.startsWith("drift "));
      plane
          .kubectl(
              "-n", "clock-daemon", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"plain\"}}")
          .orThrow();
      assertThat(daemon.logged(it -> it.startsWith("ended "))).doesNotContain("after -");
    }
  }

  /// What is due in a minute, and then the clock is set back by three hours, is not due in three
  /// hours.
  @Test
  void theScheduleGoesOnAfterTheClockWasSetBack(ControlPlane plane)
      throws IOException, InterruptedException {
    plane.kubectl("create", "namespace", "clock-schedule").orThrow();
    Path git = Files.createDirectories(folder.resolve("scheduled"));
    Files.writeString(
        git.resolve("all.yaml"),
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: clock-schedule}}");
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    CheckRequest check =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
            .namespaces(List.of("clock-schedule"))
            .policies(policy)
            .build();
    TurnedClock clock = TurnedClock.right();
    clock.turn(Duration.ofHours(3));
    try (RunningDaemon daemon =
        RunningDaemon.start(
            check, Optional.empty(), Duration.ofSeconds(1), Duration.ofSeconds(1), clock)) {
      daemon.logged(it -> it.contains("compared with"));
      clock.turn(Duration.ofHours(-3));
      Files.writeString(policy, POLICY.replace("name: test", "name: [x"));
      daemon.logged(it -> it.startsWith("Git or a policy cannot be read since "));
      Files.writeString(policy, POLICY);
      daemon.logged(it -> it.equals("Git and the policies can be read again"));
      assertThat(daemon.log()).noneMatch(it -> it.contains("internal error"));
    }
  }
}
