package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A target that is kept up to date by watches of a real API server.
@Tag("cluster")
class ContinuousCheckTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final WatchOptions QUICK =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(130),
          Duration.ofMinutes(9));

  @TempDir Path git;

  private static String settings(String namespace) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: %s}
    data: {mode: plain}
    """
        .formatted(namespace);
  }

  private static String login(String namespace) {
    return """
    apiVersion: v1
    kind: Secret
    metadata: {name: login, namespace: %s}
    stringData: {password: correct-horse}
    """
        .formatted(namespace);
  }

  private ContinuousCheck deployed(ControlPlane plane, String namespace, String manifests)
      throws IOException {
    plane.kubectl("create", "namespace", namespace).orThrow();
    Path file = Files.writeString(git.resolve("all.yaml"), manifests);
    plane.kubectl("apply", "-f", file.toString()).orThrow();
    CheckRequest request =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
            .scope(Scope.NAMESPACES)
            .namespaces(List.of(namespace))
            .build();
    return ContinuousCheck.open(request, Agent.ofProcess(), Progress.NONE, QUICK);
  }

  /// Follows until what came and went is as expected.
  private static List<String> follow(ContinuousCheck check, Predicate<List<String>> enough)
      throws InterruptedException {
    List<String> seen = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    while (!enough.test(seen) && Instant.now().isBefore(end)) {
      Current current = check.follow(Duration.ofMillis(200));
      current.opened().forEach(it -> seen.add("opened " + line(it)));
      current.ended().forEach(it -> seen.add("ended " + line(it)));
    }
    return seen;
  }

  private static String line(Finding finding) {
    return "%s %s".formatted(finding.resource().id(), finding.path());
  }

  @Test
  void aChangeComesAndGoes(ControlPlane plane) throws IOException, InterruptedException {
    try (ContinuousCheck check = deployed(plane, "follow", settings("follow"))) {
      Current first = check.full(check.readGit(Optional.empty()));
      assertThat(first.report().drift()).isEmpty();

      plane
          .kubectl("-n", "follow", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
          .orThrow();
      assertThat(follow(check, it -> !it.isEmpty()))
          .containsExactly("opened ConfigMap follow/settings data.mode");
      plane
          .kubectl("-n", "follow", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"plain\"}}")
          .orThrow();
      assertThat(follow(check, it -> !it.isEmpty()))
          .containsExactly("ended ConfigMap follow/settings data.mode");
      plane.kubectl("-n", "follow", "create", "cm", "stray").orThrow();
      plane.kubectl("-n", "follow", "delete", "cm/settings").orThrow();
      assertThat(follow(check, it -> it.size() > 1))
          .containsExactlyInAnyOrder(
              "opened ConfigMap follow/stray ", "opened ConfigMap follow/settings ");
    }
  }

  /// Nothing plain is kept, and a changed password is found all the same.
  @Test
  void secretsAreComparedMasked(ControlPlane plane) throws IOException, InterruptedException {
    try (ContinuousCheck check = deployed(plane, "follow-secret", login("follow-secret"))) {
      Current first = check.full(check.readGit(Optional.empty()));
      assertThat(first.report().drift()).isEmpty();

      plane
          .kubectl(
              "-n",
              "follow-secret",
              "patch",
              "secret/login",
              "-p",
              "{\"stringData\":{\"password\":\"battery-staple\"}}")
          .orThrow();

      assertThat(follow(check, it -> !it.isEmpty()))
          .containsExactly("opened Secret follow-secret/login data.password");
    }
  }

  @Test
  void whatGitDeclaresAnewIsCompared(ControlPlane plane) throws IOException {
    try (ContinuousCheck check = deployed(plane, "follow-git", settings("follow-git"))) {
      GitState before = check.readGit(Optional.empty());
      check.full(before);
      Files.writeString(git.resolve("all.yaml"), settings("follow-git").replace("plain", "loud"));

      Current later = check.full(check.readGit(Optional.of(before)));

      assertThat(later.opened())
          .extracting(ContinuousCheckTest::line)
          .containsExactly("ConfigMap follow-git/settings data.mode");
    }
  }

  @Test
  void gitThatCannotBeReadIsReportedWhileTheClusterIsFollowed(ControlPlane plane)
      throws IOException {
    try (ContinuousCheck check = deployed(plane, "follow-gone", settings("follow-gone"))) {
      GitState before = check.readGit(Optional.empty());
      check.full(before);
      Files.move(git.resolve("all.yaml"), git.resolve("all.txt"));
      Path moved = Files.move(git, git.resolveSibling("moved"));

      GitState failed = check.readGit(Optional.of(before));
      Current later = check.full(failed);

      Files.move(moved, git);
      assertThat(failed.failure()).isPresent();
      assertThat(later.report().drift()).isEmpty();
      assertThat(later.report().coverage().gaps(Set.of(Coverage.Need.DRIFT)))
          .singleElement()
          .satisfies(it -> assertThat(it.reason()).startsWith("Git could not be read since "));
    }
  }

  @Test
  void aNewKindOutdatesWhatIsKnown(ControlPlane plane) throws IOException, InterruptedException {
    plane.kubectl("create", "namespace", "follow-crd").orThrow();
    Files.writeString(git.resolve("all.yaml"), settings("follow-crd"));
    CheckRequest request =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig()).scope(Scope.CLUSTER).build();
    try (ContinuousCheck check =
        ContinuousCheck.open(request, Agent.ofProcess(), Progress.NONE, QUICK)) {
      check.full(check.readGit(Optional.empty()));
      assertThat(check.isOutdated()).isFalse();
      plane
          .kubectlWithInput(
              """
              apiVersion: apiextensions.k8s.io/v1
              kind: CustomResourceDefinition
              metadata: {name: relics.follow.example.com}
              spec:
                group: follow.example.com
                names: {kind: Relic, plural: relics}
                scope: Cluster
                versions:
                  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
              """,
              "apply",
              "-f",
              "-")
          .orThrow();

      follow(check, _ -> check.isOutdated());

      assertThat(check.isOutdated()).isTrue();
      check.full(check.readGit(Optional.empty()));
      assertThat(check.isOutdated()).isFalse();
    }
  }
}
