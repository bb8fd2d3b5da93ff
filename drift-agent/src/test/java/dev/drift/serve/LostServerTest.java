package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API server and etcd are lost under the daemon, and come back. The control plane is its own:
/// others would miss them.
@Tag("cluster")
class LostServerTest {
  private static ControlPlane plane;

  @TempDir Path git;
  private Optional<ControlPlane.Server> lost = Optional.empty();

  @BeforeAll
  static void start() {
    plane = ControlPlane.start(ControlPlaneOptions.apiServerOnly());
  }

  /// For the next test, should one have failed.
  @AfterEach
  void recover() {
    if (lost.isPresent()) {
      plane.restart(lost.get());
    }
  }

  private void kill(ControlPlane.Server server) {
    lost = Optional.of(server);
    plane.kill(server);
  }

  private void restart(ControlPlane.Server server) {
    plane.restart(server);
    lost = Optional.empty();
  }

  @AfterAll
  static void end() {
    plane.close();
  }

  private static String settings(String namespace, String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: %s}
    data: {mode: plain}
    """
        .formatted(name, namespace);
  }

  /// With `drifted` changed by hand, and `steady` and `doomed` as in Git.
  private CheckRequest deployed(String namespace) throws IOException {
    String all =
        String.join(
            "---\n",
            settings(namespace, "drifted"),
            settings(namespace, "steady"),
            settings(namespace, "doomed"));
    Files.writeString(git.resolve("all.yaml"), all);
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectlWithInput(all, "apply", "-f", "-").orThrow();
    edit(namespace, "drifted");
    return CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
        .namespaces(List.of(namespace))
        .build();
  }

  private static void edit(String namespace, String name) {
    plane
        .kubectl("-n", namespace, "patch", "cm/" + name, "-p", "{\"data\":{\"mode\":\"loud\"}}")
        .orThrow();
  }

  @Test
  void whatChangesWhileTheApiServerIsLostIsFoundAfterwards()
      throws IOException, InterruptedException {
    CheckRequest check = deployed("lost-api");
    try (RunningDaemon daemon =
        RunningDaemon.start(check, RunningDaemon.LONG, RunningDaemon.LONG)) {
      daemon.logged(it -> it.contains("1 drifted"));
      daemon.logged(it -> it.startsWith("drift ") && it.contains("ConfigMap lost-api/drifted"));

      kill(ControlPlane.Server.API_SERVER);
      assertThat(daemon.logged(it -> it.startsWith("cannot see ConfigMap since ")))
          .matches("cannot see ConfigMap since \\S+Z: its watch broke off.*");
      assertThat(daemon.log()).noneMatch(it -> it.startsWith("ended "));
      restart(ControlPlane.Server.API_SERVER);
      edit("lost-api", "steady");
      plane.kubectl("-n", "lost-api", "delete", "cm/doomed").orThrow();

      daemon.logged(it -> it.equals("sees ConfigMap again"));
      daemon.logged(it -> it.startsWith("drift ") && it.contains("ConfigMap lost-api/steady"));
      daemon.logged(it -> it.startsWith("drift ") && it.contains("ConfigMap lost-api/doomed"));
      assertThat(daemon.log()).noneMatch(it -> it.startsWith("ended "));
    }
  }

  /// Full checks and new commits come meanwhile.
  @Test
  void checksThatFailWhileTheApiServerIsLostAreMadeUpFor()
      throws IOException, InterruptedException {
    CheckRequest check = deployed("lost-checks");
    Duration often = Duration.ofSeconds(1);
    try (RunningDaemon daemon = RunningDaemon.start(check, often, often)) {
      daemon.logged(it -> it.contains("1 drifted"));

      kill(ControlPlane.Server.API_SERVER);
      assertThat(daemon.logged(it -> it.startsWith("failed, and tried again soon: ")))
          .contains("The cluster at ")
          .contains("cannot be read");
      Files.writeString(
          git.resolve("all.yaml"),
          Files.readString(git.resolve("all.yaml")) + "---\n" + settings("lost-checks", "fresh"));
      int before = daemon.log().size();
      restart(ControlPlane.Server.API_SERVER);
      edit("lost-checks", "steady");

      daemon.loggedAfter(before, it -> it.contains("2 drifted, 1 missing"));
      assertThat(daemon.log()).noneMatch(it -> it.startsWith("ended "));
    }
  }

  /// The API server answers, but knows nothing.
  @Test
  void nothingIsCalledInSyncWhileEtcdIsLost() throws IOException, InterruptedException {
    CheckRequest check = deployed("lost-etcd");
    try (RunningDaemon daemon =
        RunningDaemon.start(check, Duration.ofSeconds(1), RunningDaemon.LONG)) {
      daemon.logged(it -> it.contains("1 drifted"));

      int before = daemon.log().size();
      kill(ControlPlane.Server.ETCD);
      daemon.loggedAfter(
          before,
          it ->
              it.startsWith("failed, and tried again soon: ")
                  && it.contains("it is not ready (its /readyz returned HTTP 500)"));
      assertThat(daemon.log().subList(before, daemon.log().size()))
          .noneMatch(it -> it.startsWith("ended ") || it.contains(" in sync"));
      int lost = daemon.log().size();
      restart(ControlPlane.Server.ETCD);
      edit("lost-etcd", "steady");

      daemon.loggedAfter(lost, it -> it.contains("2 drifted"));
      assertThat(daemon.log()).noneMatch(it -> it.startsWith("ended "));
    }
  }
}
