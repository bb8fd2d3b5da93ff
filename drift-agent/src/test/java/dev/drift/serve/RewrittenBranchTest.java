package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.GitRepo;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What happens to a branch under the daemon: its history is rewritten, it is deleted, and it comes
/// back.
@Tag("cluster")
class RewrittenBranchTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String NAMESPACE = "rewritten";

  @TempDir Path folder;

  private static String settings(String mode) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: rewritten}
    data: {mode: %s}
    """
        .formatted(mode);
  }

  @Test
  void eachStateOfTheBranchIsCompared(ControlPlane plane) throws IOException, InterruptedException {
    GitRepo work = GitRepo.create(folder.resolve("work"));
    work.write("all.yaml", settings("plain")).commit();
    String second = work.write("note.txt", "second").commit();
    GitRepo bare = work.bare(folder.resolve("served/repo.git"));
    work.git("remote", "add", "origin", bare.folder().toString());
    plane.kubectl("create", "namespace", NAMESPACE).orThrow();
    plane.kubectlWithInput(settings("plain"), "apply", "-f", "-").orThrow();
    try (GitHttpServer server = GitHttpServer.open(folder.resolve("served"))) {
      CheckRequest check =
          CheckRequestBuilder.of(
                  new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
                  new GitRequest(server.url("repo.git"), Optional.of("main"), List.of()))
              .namespaces(List.of(NAMESPACE))
              .build();
      try (RunningDaemon daemon =
          RunningDaemon.start(check, RunningDaemon.LONG, Duration.ofSeconds(1))) {
        assertThat(daemon.logged(it -> it.contains("1 in sync"))).contains(second.substring(0, 12));

        // Neither of the two commits is in the new history.
        work.git("checkout", "-q", "--orphan", "other");
        String rewritten = work.write("all.yaml", settings("as-the-team-agreed")).commit();
        work.git("push", "-q", "--force", "origin", "other:main");
        daemon.logged(it -> it.contains("1 drifted") && it.contains(rewritten.substring(0, 12)));
        daemon.logged(it -> it.startsWith("drift ") && it.contains("ConfigMap rewritten/settings"));

        bare.git("symbolic-ref", "HEAD", "refs/heads/none");
        bare.git("branch", "-D", "main");
        assertThat(daemon.logged(it -> it.startsWith("Git or a policy cannot be read since ")))
            .contains("main");
        assertThat(daemon.log()).noneMatch(it -> it.startsWith("ended "));
        // Followed meanwhile: what was read before is compared.
        plane.kubectl("-n", NAMESPACE, "label", "cm/settings", "by=hand", "--overwrite").orThrow();
        daemon.logged(it -> it.startsWith("drift ") && it.contains("by"));

        int before = daemon.log().size();
        work.git("push", "-q", "origin", second + ":refs/heads/main");
        daemon.loggedAfter(before, it -> it.equals("Git and the policies can be read again"));
        daemon.loggedAfter(before, it -> it.startsWith("ended ") && it.contains("data.mode"));
      }
    }
  }
}
