package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.kubernetes.http.Relay;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.DriftException;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The token of a ServiceAccount, in a file that a kubelet keeps fresh, stops being valid under a
/// watch.
@Tag("cluster")
class RotatedTokenTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String NAMESPACE = "rotated";
  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings, namespace: rotated}
      data: {mode: plain}
      """;
  private static final WatchOptions QUICK =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(130),
          Duration.ofMinutes(9));

  @TempDir Path git;
  @TempDir Path files;
  private int tokens;

  /// As a projected volume is brought up to date: a new folder, and a link that moves to it.
  private void rotate(ControlPlane plane) throws IOException {
    String token =
        plane
            .kubectl("-n", NAMESPACE, "create", "token", "drift", "--duration=10m")
            .orThrow()
            .stdout()
            .strip();
    Path folder = Files.createDirectory(files.resolve("..version" + ++tokens));
    Files.writeString(folder.resolve("token"), token);
    Path link = Files.createSymbolicLink(files.resolve("..next"), folder);
    Files.move(
        link,
        files.resolve("..data"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private Path kubeconfig(ControlPlane plane, Relay relay) throws IOException {
    Path file = relay.kubeconfig(plane, files);
    String text = Files.readString(file);
    assertThat(text).contains("    token: ");
    Files.createSymbolicLink(files.resolve("token"), Path.of("..data/token"));
    return Files.writeString(file, text.replaceAll("    token: .*", "    tokenFile: token"));
  }

  private static void account(ControlPlane plane) {
    plane.kubectl("-n", NAMESPACE, "create", "serviceaccount", "drift").orThrow();
  }

  private static void edit(ControlPlane plane, String mode) {
    plane
        .kubectl(
            "-n",
            NAMESPACE,
            "patch",
            "cm/settings",
            "-p",
            "{\"data\":{\"mode\":\"%s\"}}".formatted(mode))
        .orThrow();
  }

  @Test
  void theNewTokenIsReadAndOneThatIsNotValidIsReported(ControlPlane plane)
      throws IOException, InterruptedException {
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    plane.kubectlWithInput(SETTINGS, "apply", "-f", "-").orThrow();
    Files.writeString(git.resolve("all.yaml"), SETTINGS);
    account(plane);
    plane
        .kubectl(
            "create",
            "clusterrolebinding",
            "rotated",
            "--clusterrole=cluster-admin",
            "--serviceaccount=rotated:drift")
        .orThrow();
    rotate(plane);
    try (Relay relay = new Relay(plane);
        ContinuousCheck check =
            ContinuousCheck.open(
                CheckRequestBuilder.ofCluster(git, kubeconfig(plane, relay))
                    .namespaces(List.of(NAMESPACE))
                    .build(),
                Agent.ofProcess(),
                Progress.NONE,
                QUICK)) {
      GitState state = check.readGit(Optional.empty());
      Current first = check.full(state);
      assertThat(Followed.verdict(first.report(), "settings")).isEqualTo(Verdict.IN_SYNC);

      // The account is made anew: the token that Drift holds is revoked, and the file has another.
      plane.kubectl("-n", NAMESPACE, "delete", "serviceaccount", "drift").orThrow();
      account(plane);
      String old = Files.readString(files.resolve("token"));
      rotate(plane);
      awaitRevoked(plane, old);
      relay.cut();
      edit(plane, "loud");
      assertThat(Followed.changes(check, 1))
          .containsExactly("opened ConfigMap rotated/settings data.mode");
      assertThat(Followed.last(check).stale()).isEmpty();

      // Revoked, and nobody replaces it.
      plane.kubectl("-n", NAMESPACE, "delete", "serviceaccount", "drift").orThrow();
      awaitRevoked(plane, Files.readString(files.resolve("token")));
      relay.cut();
      edit(plane, "plain");
      Current stale = Followed.until(check, it -> it.stale().containsKey("ConfigMap"));
      assertThat(Followed.verdict(stale.report(), "settings")).isEqualTo(Verdict.UNKNOWN);
      assertThat(stale.ended()).isEmpty();
      assertThat(Followed.gaps(stale.report()))
          .anySatisfy(
              it ->
                  assertThat(it)
                      .startsWith("What is known of ConfigMap is of ")
                      .contains("the server rejected the credentials"));
      assertThatThrownBy(() -> check.full(state))
          .isInstanceOf(DriftException.class)
          .hasMessageContaining("rejected the credentials of the context")
          .hasMessageContaining("they are wrong or expired");

      // Replaced: nobody needs to start anything again.
      account(plane);
      rotate(plane);
      Followed.until(check, it -> it.stale().isEmpty());
      assertThat(Followed.verdict(Followed.last(check).report(), "settings"))
          .isEqualTo(Verdict.IN_SYNC);
    }
  }

  /// The API server remembers for some seconds that a token was valid.
  private static void awaitRevoked(ControlPlane plane, String token) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      if (!plane
          .kubectl(
              "--kubeconfig=/dev/null",
              "--insecure-skip-tls-verify=true",
              "--server=" + plane.server(),
              "--token=" + token,
              "get",
              "--raw",
              "/api/v1/namespaces")
          .succeeded()) {
        return;
      }
      Thread.sleep(200);
    }
    throw new AssertionError("the token is still valid");
  }
}
