package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.GitOpsObjects;
import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.git.GitRepo;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.Problem;
import dev.drift.pipeline.ActOnDrift;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.plan.ActReport;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.GitHttpServer;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A deployer applies a commit before Git has been read again: what the commit changes is no drift,
/// and what a person changes at the same time is.
@Tag("cluster")
class UnreadCommitTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  /// Long enough for findings to be reported and acted on.
  private static final Duration SETTLED = Duration.ofSeconds(4);

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: undo
            match: {kinds: [ConfigMap]}
            action: revert
            allow: [takeOver, delete]
            limits: {perRun: 9}
      """;

  private static final String FLUX =
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: shop, namespace: %1$s}
      spec: {interval: 1m, url: "%2$s", ref: {branch: main}}
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: {name: shop, namespace: %1$s}
      spec:
        interval: 10m
        path: ./
        prune: true
        sourceRef: {kind: GitRepository, name: shop}
      """;

  private static final String ARGO =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: shop, namespace: %1$s}
      spec:
        project: default
        source: {repoURL: "%2$s", path: web, targetRevision: main}
        destination: {server: "https://kubernetes.default.svc", namespace: %1$s}
      """;

  @TempDir Path folder;

  /// One for each test: nothing empties a Namespace that is deleted here.
  private String namespace = "";

  private GitRepo work;
  private GitHttpServer server;
  private final AtomicBoolean reachable = new AtomicBoolean(true);

  private String map(String name, String color) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, namespace: %s}
    data: {color: %s, size: "1"}
    """
        .formatted(name, namespace, color);
  }

  @BeforeEach
  void serve(ControlPlane plane, TestInfo test) throws IOException {
    namespace = "raced-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    GitOpsObjects.define(plane);
    plane.kubectl("create", "namespace", namespace).orThrow();
    work = GitRepo.create(folder.resolve("work"));
    server = GitHttpServer.open(folder.resolve("served"));
    server.trap(
        new GitHttpServer.Trap() {
          @Override
          public boolean before(String request) {
            return reachable.get();
          }
        });
  }

  @AfterEach
  void remove(ControlPlane plane) {
    server.close();
    plane.kubectl("delete", "namespace", namespace, "--wait=false").orThrow();
    GitOpsObjects.remove(plane);
  }

  private String url() {
    return server.url("repo.git");
  }

  private String committed(String file, String content) {
    return work.write(file, content).commit();
  }

  private void push(String commit) {
    work.git("push", "-q", "origin", commit + ":refs/heads/main");
  }

  /// The first commit, which is applied.
  private String begin(String deployer) {
    work.write("sync.yaml", deployer.formatted(namespace, url()));
    String first = committed("web/web.yaml", map("web", "blue"));
    GitRepo bare = work.bare(folder.resolve("served/repo.git"));
    work.git("remote", "add", "origin", bare.folder().toString());
    return first;
  }

  private static void applyAs(ControlPlane plane, String manager, String manifests) {
    plane
        .kubectlWithInput(
            manifests,
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=" + manager,
            "-f",
            "-")
        .orThrow();
  }

  /// As kustomize-controller applies it, with its labels.
  private void applyByFlux(ControlPlane plane, String manifests) {
    applyAs(
        plane,
        "kustomize-controller",
        manifests.replace(
            "namespace: %s}".formatted(namespace),
            ("namespace: %1$s, labels: {kustomize.toolkit.fluxcd.io/name: shop,"
                    + " kustomize.toolkit.fluxcd.io/namespace: %1$s}}")
                .formatted(namespace)));
  }

  private void status(ControlPlane plane, String object, String status, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("-n", namespace, "patch", object, "--type=merge", "-p", "{" + status + "}"));
    arguments.addAll(List.of(more));
    plane.kubectl(arguments.toArray(String[]::new)).orThrow();
  }

  private void fetched(ControlPlane plane, String commit) {
    status(
        plane,
        "gitrepository/shop",
        "\"status\":{\"artifact\":{\"revision\":\"main@sha1:%s\"}}".formatted(commit),
        "--subresource=status");
  }

  private void applied(ControlPlane plane, String commit) {
    status(
        plane,
        "kustomization.kustomize.toolkit.fluxcd.io/shop",
        "\"status\":{\"lastAppliedRevision\":\"main@sha1:%s\"}".formatted(commit),
        "--subresource=status");
  }

  private void change(ControlPlane plane, String size) {
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "cm/web",
            "--type=merge",
            "-p",
            "{\"data\":{\"size\":\"%s\"}}".formatted(size))
        .orThrow();
  }

  private String data(ControlPlane plane, String field) {
    return plane
        .kubectl("-n", namespace, "get", "cm/web", "-o", "jsonpath={.data." + field + "}")
        .orThrow()
        .stdout();
  }

  private CheckRequest check(ControlPlane plane) throws IOException {
    return CheckRequestBuilder.of(
            new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
            new GitRequest(url(), Optional.of("main"), List.of()))
        .namespaces(List.of(namespace))
        .policies(Files.writeString(folder.resolve("policy.yaml"), POLICY))
        .build();
  }

  private RunningDaemon start(ControlPlane plane, Duration gitInterval) throws IOException {
    CheckRequest check = check(plane);
    return RunningDaemon.start(
        check,
        Optional.of(RunningDaemon.acting(check, folder.resolve("record"))),
        RunningDaemon.LONG,
        gitInterval,
        InstantSource.system(),
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools()));
  }

  private static List<String> findingsAndActs(RunningDaemon daemon) {
    return daemon.log().stream().filter(it -> it.matches("(drift|patch|delete) .*")).toList();
  }

  @Test
  void whatFluxAppliesBeforeGitIsReadIsNoDrift(ControlPlane plane)
      throws IOException, InterruptedException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);
    try (RunningDaemon daemon = start(plane, RunningDaemon.LONG)) {
      daemon.logged(it -> it.contains("3 in sync"));

      work.write("web/new.yaml", map("new", "red"));
      String second = committed("web/web.yaml", map("web", "green"));
      push(second);
      fetched(plane, second);
      applyByFlux(plane, map("web", "green") + "---\n" + map("new", "red"));
      Thread.sleep(SETTLED);
      assertThat(findingsAndActs(daemon)).isEmpty();
      assertThat(daemon.log()).anyMatch(it -> it.contains(second.substring(0, 12)));

      change(plane, "7");
      assertThat(daemon.logged(it -> it.startsWith("drift ")))
          .contains("the key size is 7, but Git declares 1");
      daemon.logged(it -> it.startsWith("patch ConfigMap " + namespace + "/web"));
      daemon.logged(it -> it.startsWith("ended "));
      assertThat(data(plane, "size")).isEqualTo("1");
      assertThat(data(plane, "color")).isEqualTo("green");

      applied(plane, second);
      Thread.sleep(SETTLED);
      assertThat(findingsAndActs(daemon))
          .hasSize(2)
          .allMatch(it -> it.contains(namespace + "/web"));
    }
  }

  @Test
  void whatAPersonChangesMeanwhileIsFound(ControlPlane plane)
      throws IOException, InterruptedException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);
    try (RunningDaemon daemon = start(plane, RunningDaemon.LONG)) {
      daemon.logged(it -> it.contains("3 in sync"));

      String second = committed("web/web.yaml", map("web", "green"));
      push(second);
      fetched(plane, second);
      change(plane, "7");
      applyByFlux(plane, map("web", "green").replace(", size: \"1\"", ""));

      assertThat(daemon.logged(it -> it.startsWith("drift ")))
          .contains("the key size is 7, but Git declares 1");
      daemon.logged(it -> it.startsWith("patch ConfigMap " + namespace + "/web"));
      daemon.logged(it -> it.startsWith("ended "));
      assertThat(data(plane, "size")).isEqualTo("1");
      assertThat(data(plane, "color")).isEqualTo("green");
      assertThat(findingsAndActs(daemon)).hasSize(2);
    }
  }

  @Test
  void ifGitIsOutOfReachItIsUnknown(ControlPlane plane) throws IOException, InterruptedException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);
    try (RunningDaemon daemon = start(plane, Duration.ofSeconds(1))) {
      daemon.logged(it -> it.contains("3 in sync"));
      reachable.set(false);
      daemon.logged(it -> it.startsWith("Git or a policy cannot be read since "));

      String second = committed("web/web.yaml", map("web", "green"));
      push(second);
      fetched(plane, second);
      applyByFlux(plane, map("web", "green"));
      daemon.logged(
          it -> it.contains("nothing to compare") && it.contains("not everything could be read"));
      change(plane, "7");
      Thread.sleep(SETTLED);
      assertThat(findingsAndActs(daemon)).isEmpty();
      assertThat(data(plane, "color")).isEqualTo("green");

      reachable.set(true);
      assertThat(daemon.logged(it -> it.startsWith("drift ")))
          .contains("the key size is 7, but Git declares 1");
      daemon.logged(it -> it.startsWith("patch ConfigMap " + namespace + "/web"));
      daemon.logged(it -> it.startsWith("ended "));
      assertThat(data(plane, "size")).isEqualTo("1");
      assertThat(data(plane, "color")).isEqualTo("green");
    }
  }

  @Test
  void whatArgoCdAppliesBeforeGitIsReadIsNoDrift(ControlPlane plane)
      throws IOException, InterruptedException {
    String first = begin(ARGO);
    applyAs(plane, "kubectl", ARGO.formatted(namespace, url()));
    String tracked =
        map("web", "blue")
            .replace(
                "namespace: %s}".formatted(namespace),
                "namespace: %1$s, annotations: {argocd.argoproj.io/tracking-id: 'shop:/ConfigMap:%1$s/web'}}"
                    .formatted(namespace));
    applyAs(plane, "argocd-controller", tracked);
    status(
        plane,
        "application/shop",
        "\"status\":{\"sync\":{\"status\":\"Synced\",\"revision\":\"%1$s\"},\"history\":[{\"revision\":\"%1$s\"}]}"
            .formatted(first));
    try (RunningDaemon daemon = start(plane, RunningDaemon.LONG)) {
      daemon.logged(it -> it.contains("2 in sync"));

      String second = committed("web/web.yaml", map("web", "green"));
      push(second);
      status(
          plane,
          "application/shop",
          "\"status\":{\"operationState\":{\"phase\":\"Running\",\"operation\":{\"sync\":{\"revision\":\"%s\"}}}}"
              .formatted(second));
      applyAs(plane, "argocd-controller", tracked.replace("blue", "green"));
      Thread.sleep(SETTLED);
      assertThat(findingsAndActs(daemon)).isEmpty();

      change(plane, "7");
      assertThat(daemon.logged(it -> it.startsWith("drift ")))
          .contains("the key size is 7, but Git declares 1");
    }
  }

  /// One run, while which something happens between reading Git and reading the cluster.
  private static Progress meanwhile(Runnable event) {
    AtomicBoolean happened = new AtomicBoolean();
    return what -> {
      if (what.startsWith("Reading the cluster") && happened.compareAndSet(false, true)) {
        event.run();
      }
      return () -> {};
    };
  }

  private static Agent agent() {
    Agent process = Agent.ofProcess();
    return new Agent(
        process.environment(),
        process.terminal(),
        InstantSource.system(),
        process.ids(),
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools()));
  }

  /// That Flux has not caught up is a finding, too.
  private static List<String> drift(Report report) {
    return report.findings().stream()
        .filter(Finding.Drift.class::isInstance)
        .map(it -> "%s %s".formatted(it.resource().id().name(), it.path()).strip())
        .toList();
  }

  /// What Flux does with another commit.
  private void deliver(ControlPlane plane) {
    work.write("web/new.yaml", map("new", "red"));
    String second = committed("web/web.yaml", map("web", "green"));
    push(second);
    fetched(plane, second);
    applyByFlux(plane, map("web", "green") + "---\n" + map("new", "red"));
  }

  @Test
  void oneCheckReadsGitAgain(ControlPlane plane) throws IOException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);

    Report report = new DriftCheck(agent(), meanwhile(() -> deliver(plane))).run(check(plane));

    assertThat(drift(report)).isEmpty();
    assertThat(report.problems())
        .extracting(Problem::code)
        .containsExactly(Problem.Code.NOT_YET_APPLIED);
  }

  @Test
  void oneCheckFindsWhatAPersonChangesMeanwhile(ControlPlane plane) throws IOException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);

    Report report =
        new DriftCheck(
                agent(),
                meanwhile(
                    () -> {
                      deliver(plane);
                      change(plane, "7");
                    }))
            .run(check(plane));

    assertThat(drift(report)).containsExactly("web data.size");
  }

  @Test
  void oneCheckKnowsNothingIfGitIsOutOfReach(ControlPlane plane) throws IOException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);

    Report report =
        new DriftCheck(
                agent(),
                meanwhile(
                    () -> {
                      deliver(plane);
                      reachable.set(false);
                    }))
            .run(check(plane));

    assertThat(drift(report)).isEmpty();
    assertThat(report.coverage().gaps(Set.of(Coverage.Need.DRIFT)))
        .extracting(Coverage.Entry::reason)
        .anyMatch(it -> it.startsWith("Git could not be read since "));
  }

  @Test
  void nothingIsRevertedThatFluxAppliesMeanwhile(ControlPlane plane) throws IOException {
    String first = begin(FLUX);
    applyByFlux(plane, FLUX.formatted(namespace, url()) + "---\n" + map("web", "blue"));
    fetched(plane, first);
    applied(plane, first);

    ActReport report =
        new ActOnDrift(agent(), meanwhile(() -> deliver(plane)))
            .run(RunningDaemon.acting(check(plane), folder.resolve("record")));

    assertThat(report.outcomes()).isEmpty();
    assertThat(data(plane, "color")).isEqualTo("green");
  }
}
