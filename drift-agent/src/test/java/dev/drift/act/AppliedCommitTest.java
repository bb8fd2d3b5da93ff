package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.git.GitRepo;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.Problem;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.ContinuousCheck;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.GitState;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.yaml.YamlLimits;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Git is ahead of what Flux has applied: what is on its way is no drift.
@Tag("cluster")
class AppliedCommitTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SYNC =
      """
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata:
        name: shop
        namespace: delivered
      spec:
        interval: 10m
        path: ./
        prune: true
        sourceRef: {kind: GitRepository, name: flux-system}
      """;

  private static final String ONE =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: web
        namespace: delivered
      data: {color: blue, size: "1"}
      """;

  private static final String TWO = ONE.replace("blue", "green");
  private static final String OLD = ONE.replace("name: web", "name: old");
  private static final String NEW = ONE.replace("name: web", "name: new");

  @TempDir Path folder;

  /// One for each test: nothing empties a Namespace that is deleted here.
  private String namespace = "";

  private String newest = "";

  @BeforeEach
  void deliver(ControlPlane plane, TestInfo test) {
    namespace =
        "delivered-" + test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
    GitOpsObjects.define(plane);
    plane.kubectl("create", "namespace", namespace).orThrow();
    GitRepo git = GitRepo.create(folder.resolve("git"));
    git.write("sync.yaml", here(SYNC)).write("web.yaml", here(ONE)).write("old.yaml", here(OLD));
    String applied = git.commit();
    git.write("web.yaml", here(TWO)).write("new.yaml", here(NEW));
    git.git("rm", "-q", "old.yaml");
    newest = git.commit();
    apply(plane, SYNC, ONE, OLD);
    applied(plane, applied);
  }

  private void applied(ControlPlane plane, String commit) {
    status(plane, "lastAppliedRevision", commit);
  }

  private void attempted(ControlPlane plane, String commit) {
    status(plane, "lastAttemptedRevision", commit);
  }

  private void status(ControlPlane plane, String field, String commit) {
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "kustomization.kustomize.toolkit.fluxcd.io/shop",
            "--type=merge",
            "--subresource=status",
            "-p",
            "{\"status\":{\"%s\":\"main@sha1:%s\"}}".formatted(field, commit))
        .orThrow();
  }

  @AfterEach
  void remove(ControlPlane plane) {
    plane.kubectl("delete", "namespace", namespace, "--wait=false").orThrow();
    GitOpsObjects.remove(plane);
  }

  private String here(String manifest) {
    return manifest.replace("namespace: delivered", "namespace: " + namespace);
  }

  /// As Flux does, with its labels.
  private void apply(ControlPlane plane, String... manifests) {
    String labels =
        "metadata:\n  labels: {kustomize.toolkit.fluxcd.io/name: shop,"
            + " kustomize.toolkit.fluxcd.io/namespace: "
            + namespace
            + "}\n";
    plane
        .kubectlWithInput(
            here(String.join("---\n", manifests)).replace("metadata:\n", labels),
            "apply",
            "--server-side",
            "--force-conflicts",
            "--field-manager=kustomize-controller",
            "-f",
            "-")
        .orThrow();
  }

  private Agent agent() {
    return new Agent(
        Map.of("HOME", folder.toString()),
        false,
        InstantSource.system(),
        () -> "1",
        new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools()));
  }

  private Report check(ControlPlane plane, boolean head) {
    CheckRequestBuilder request =
        CheckRequestBuilder.ofCluster(folder.resolve("git"), plane.kubeconfig())
            .namespaces(List.of(namespace));
    return new DriftCheck(agent(), Progress.NONE)
        .run(head ? request.atHead().build() : request.build());
  }

  private static List<String> findings(Report report) {
    return report.findings().stream()
        .map(it -> "%s %s".formatted(it.resource().id().name(), it.path()).strip())
        .toList();
  }

  private static List<Problem.Code> codes(Report report) {
    return report.problems().stream().map(Problem::code).toList();
  }

  @Test
  void whatIsAppliedIsInSyncAndWhatIsNewerIsOnItsWay(ControlPlane plane) {
    Report report = check(plane, /* head= */ false);

    assertThat(findings(report)).isEmpty();
    assertThat(codes(report)).containsExactly(Problem.Code.NOT_YET_APPLIED);
  }

  @Test
  void whatSomebodyChangesIsDriftFromWhatIsApplied(ControlPlane plane) {
    plane
        .kubectl(
            "-n", namespace, "patch", "cm/web", "--type=merge", "-p", "{\"data\":{\"size\":\"2\"}}")
        .orThrow();

    assertThat(findings(check(plane, /* head= */ false))).containsExactly("web data.size");
  }

  @Test
  void whatFluxIsApplyingIsNoDrift(ControlPlane plane) {
    apply(plane, TWO, NEW);
    plane.kubectl("-n", namespace, "delete", "cm/old").orThrow();

    assertThat(findings(check(plane, /* head= */ false))).isEmpty();
  }

  /// While Flux waits for what the second commit made, a third one comes into Git.
  @Test
  void whatFluxIsApplyingNeedNotBeTheNewest(ControlPlane plane) {
    GitRepo git = new GitRepo(folder.resolve("git"));
    git.write("web.yaml", here(ONE.replace("blue", "black"))).commit();
    apply(plane, TWO, NEW);
    plane.kubectl("-n", namespace, "delete", "cm/old").orThrow();
    attempted(plane, newest);

    assertThat(findings(check(plane, /* head= */ false))).isEmpty();

    plane
        .kubectl(
            "-n", namespace, "patch", "cm/web", "--type=merge", "-p", "{\"data\":{\"size\":\"2\"}}")
        .orThrow();
    assertThat(findings(check(plane, /* head= */ false))).containsExactly("web data.size");
  }

  @Test
  void aPersonMayAskForTheHead(ControlPlane plane) {
    Report report = check(plane, /* head= */ true);

    assertThat(findings(report)).containsExactlyInAnyOrder("web data.color", "new", "old");
    assertThat(codes(report)).isEmpty();
  }

  /// A clone is read again only if its branch has moved, or its cluster says something else.
  @Test
  void whoWatchesReadsAgainWhatFluxHasApplied(ControlPlane plane) {
    CheckRequest request =
        CheckRequestBuilder.of(
                new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
                new GitRequest(
                    folder.resolve("git").toUri().toString(), Optional.empty(), List.of()))
            .namespaces(List.of(namespace))
            .build();
    try (ContinuousCheck check =
        ContinuousCheck.open(request, agent(), Progress.NONE, WatchOptions.DEFAULT)) {
      GitState first = check.readGit(Optional.empty());
      assertThat(codes(check.full(first).report())).contains(Problem.Code.NOT_YET_APPLIED);
      GitState same = check.readGit(Optional.of(first));
      assertThat(same.isSame(first)).isTrue();

      applied(plane, newest);
      GitState other = check.readGit(Optional.of(same));

      assertThat(other.isSame(same)).isFalse();
      Report report = check.full(other).report();
      assertThat(codes(report)).doesNotContain(Problem.Code.NOT_YET_APPLIED);
      assertThat(findings(report)).containsExactlyInAnyOrder("web data.color", "new", "old");
    }
  }
}
