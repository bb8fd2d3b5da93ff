package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.report.SampleReports;
import dev.drift.serve.Daemon;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A `drift.yaml` with several targets: `drift serve` serves all of them, other commands take one.
@Tag("cluster")
class SeveralTargetsTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  @TempDir Path folder;
  private Path config;

  /// Two namespaces of a cluster, by two contexts, and a cluster that is out of reach.
  @BeforeEach
  void configure(ControlPlane plane) throws IOException {
    String kubeconfig = Files.readString(plane.kubeconfig());
    Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    Files.writeString(
        folder.resolve("nobody"),
        kubeconfig.replaceAll("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
    for (String namespace : List.of("several-a", "several-b")) {
      Path git = Files.createDirectories(folder.resolve(namespace));
      Files.writeString(git.resolve("all.yaml"), settings(namespace, "plain"));
    }
    String context = kubeconfig.replaceFirst("(?s).*current-context: *\"?([^\"\\s]+).*", "$1");
    config =
        Files.writeString(
            folder.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            targets:
              - name: dead
                kubeconfig: nobody
                sources: [{name: platform, repo: several-a}]
              - name: a
                kubeconfig: kubeconfig
                context: %1$s
                namespaces: [several-a]
                sources: [{name: platform, repo: several-a}]
              - name: b
                kubeconfig: kubeconfig
                namespaces: [several-b]
                sources: [{name: platform, repo: several-b}]
            """
                .formatted(context));
  }

  private static String settings(String namespace, String mode) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: %s}
    data: {mode: %s}
    """
        .formatted(namespace, mode);
  }

  private static void deploy(ControlPlane plane, String namespace, String mode) {
    if (!plane.kubectl("get", "namespace", namespace).succeeded()) {
      plane.kubectl("create", "namespace", namespace).orThrow();
    }
    plane.kubectlWithInput(settings(namespace, mode), "apply", "-f", "-").orThrow();
  }

  private ServeRequest request(String... more) {
    List<String> arguments =
        new java.util.ArrayList<>(
            List.of("serve", "--config", config.toString(), "--listen", "off"));
    arguments.addAll(List.of(more));
    Run run = Run.of(SampleReports.clean(), arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return (ServeRequest) run.commands().requests.getFirst();
  }

  @Test
  void eachTargetHasItsClusterAndItsMemory() {
    ServeRequest request = request("--act", "--record", folder.resolve("record").toString());

    assertThat(request.targets())
        .extracting(ServeRequest.Target::name)
        .containsExactly("dead", "a", "b");
    CheckRequest a = request.targets().get(1).check();
    assertThat(a.desired().target()).contains("a");
    assertThat(a.namespaces()).containsExactly("several-a");
    LiveRequest.FromCluster live = (LiveRequest.FromCluster) a.live();
    assertThat(live.kubeconfig()).contains(folder.resolve("kubeconfig"));
    assertThat(live.context()).isPresent();
    assertThat(request.targets().get(2).acting().orElseThrow().record())
        .isEqualTo(folder.resolve("record/b"));
  }

  @Test
  void flagsOverrideTheOnlyTarget() {
    ServeRequest request = request("--target", "b", "--context", "other", "--namespace", "x");

    CheckRequest check = request.targets().getFirst().check();
    assertThat(request.targets()).hasSize(1);
    assertThat(check.namespaces()).containsExactly("x");
    assertThat(check.live())
        .isEqualTo(
            new LiveRequest.FromCluster(
                Optional.of(folder.resolve("kubeconfig")), Optional.of("other")));
  }

  @Test
  void whatIsOfOneTargetIsRefusedForSeveral() {
    for (List<String> flags :
        List.of(
            List.of("--context", "prod"),
            List.of("--namespace", "trino"),
            List.of("--repo", folder.resolve("several-a").toString()))) {
      Run run =
          Run.of(
              SampleReports.clean(),
              "serve",
              "--config",
              config.toString(),
              flags.getFirst(),
              flags.getLast());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("are of one target", "has 3; name one with --target");
    }
  }

  @Test
  void otherCommandsTakeOneTarget(ControlPlane plane) {
    deploy(plane, "several-a", "plain");
    deploy(plane, "several-b", "loud");
    String file = config.toString();

    assertThat(drift("check", "--config", file))
        .startsWith("2 ")
        .contains("has the targets dead, a, b; name one with --target");
    assertThat(drift("check", "--config", file, "--target", "c"))
        .startsWith("2 ")
        .contains("has no target c; it has dead, a, b");
    assertThat(drift("check", "--repo", folder.toString(), "--target", "a"))
        .startsWith("2 ")
        .contains("--target needs --config");
    assertThat(drift("check", "--config", file, "--target", "a")).startsWith("0 ");
    assertThat(drift("check", "--config", file, "--target", "b"))
        .startsWith("1 ")
        .contains("several-b")
        .doesNotContain("several-a");
    assertThat(drift("plan", "--config", file, "--target", "b")).contains("several-b");
  }

  /// @return the exit code, and what was printed
  private String drift(String... arguments) {
    var out = new java.io.ByteArrayOutputStream();
    var environment =
        java.util.Map.of(
            "HOME",
            folder.resolve("home").toString(),
            "DRIFT_CACHE",
            folder.resolve("c").toString());
    Agent agent = Agent.ofProcess();
    int code =
        Program.run(
            arguments,
            Run.console(out, out, environment),
            new AgentCommands(
                new Agent(environment, false, agent.clock(), agent.ids(), agent.renderer())));
    return code + " " + out.toString(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void aDeadTargetDelaysNoOther(ControlPlane plane) throws InterruptedException {
    deploy(plane, "several-a", "plain");
    deploy(plane, "several-b", "plain");
    List<String> log = new CopyOnWriteArrayList<>();
    Daemon daemon =
        new Daemon(request("--every", "1h"), Agent.ofProcess(), DaemonLog.lines(log::add, true));
    Thread thread =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    daemon.run();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      Eventually.holds(
          () ->
              has(log, "dead: failed, and tried again")
                  && has(log, "a: ", "1 in sync")
                  && has(log, "b: ", "1 in sync"));
      deploy(plane, "several-a", "loud");
      deploy(plane, "several-b", "loud");
      Eventually.holds(
          () ->
              has(log, "a: drift", "ConfigMap several-a/settings")
                  && has(log, "b: drift", "ConfigMap several-b/settings"));
      assertThat(log).noneMatch(it -> it.startsWith("a: ") && it.contains("several-b"));
    } finally {
      daemon.stop();
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }
  }

  private static boolean has(List<String> log, String start, String... parts) {
    return log.stream()
        .anyMatch(it -> it.startsWith(start) && List.of(parts).stream().allMatch(it::contains));
  }
}
