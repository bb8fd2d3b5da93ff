package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Finding;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.policy.action.Action;
import dev.drift.secret.ShownInTests;
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
  @TempDir Path files;

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

  @Test
  void anotherValueAltersAFinding(ControlPlane plane) throws IOException, InterruptedException {
    try (ContinuousCheck check = deployed(plane, "follow-again", settings("follow-again"))) {
      check.full(check.readGit(Optional.empty()));
      for (String mode : List.of("loud", "louder")) {
        plane
            .kubectl(
                "-n",
                "follow-again",
                "patch",
                "cm/settings",
                "-p",
                "{\"data\":{\"mode\":\"%s\"}}".formatted(mode))
            .orThrow();
        Current current = Followed.until(check, it -> it.changed() || it.altered());
        assertThat(current.opened()).hasSize(mode.equals("loud") ? 1 : 0);
        assertThat(current.altered()).isEqualTo(mode.equals("louder"));
        assertThat(current.report().drift().getFirst().live()).isEqualTo(ShownInTests.plain(mode));
      }
      assertThat(check.follow(Duration.ofMillis(200)).altered()).isFalse();
    }
  }

  /// Reports are written when somebody asks for them, which may be much later.
  @Test
  void aReportHasTheTimeOfItsComparison(ControlPlane plane)
      throws IOException, InterruptedException {
    try (ContinuousCheck check = deployed(plane, "follow-time", settings("follow-time"))) {
      Current first = check.full(check.readGit(Optional.empty()));
      Instant compared = Instant.now();
      Thread.sleep(5);

      assertThat(first.report().run().finishedAt()).isBetween(first.at(), compared);
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

  private static final String UNDO =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: undo
            match: {kinds: [ConfigMap, Secret]}
            action: revert
            allow: [delete]
            limits: {perRun: 3}
      """;

  private ContinuousCheck acting(ControlPlane plane, String namespace) throws IOException {
    Path policy = Files.writeString(files.resolve("policy.yaml"), UNDO);
    CheckRequest request =
        CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
            .namespaces(List.of(namespace))
            .policies(policy)
            .build();
    ActRequest acting =
        new ActRequest(
            request,
            Set.of(Action.REVERT),
            Optional.empty(),
            new ActRequest.Approval.ByPolicy(),
            files.resolve("record"),
            Optional.of(ActRequest.HEAD));
    return ContinuousCheck.open(
        request, Optional.of(acting), Agent.ofProcess(), Progress.NONE, QUICK);
  }

  /// Follows until so many acts are done.
  private static List<String> acts(ContinuousCheck check, int count) throws InterruptedException {
    List<String> done = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    while (done.size() < count && Instant.now().isBefore(end)) {
      for (ActDone one : check.follow(Duration.ofMillis(200)).done()) {
        done.add(
            "%s %s %s"
                .formatted(one.act().verb(), one.act().resource().id(), one.outcome().kind()));
      }
    }
    return done;
  }

  private static String value(ControlPlane plane, String namespace, String what, String path) {
    return plane
        .kubectl("-n", namespace, "get", what, "-o", "jsonpath={%s}".formatted(path))
        .orThrow()
        .stdout();
  }

  @Test
  void whatPoliciesOrderIsDoneAtOnce(ControlPlane plane) throws IOException, InterruptedException {
    deployed(plane, "follow-act", settings("follow-act") + "---\n" + login("follow-act")).close();
    String password = value(plane, "follow-act", "secret/login", ".data.password");
    try (ContinuousCheck check = acting(plane, "follow-act")) {
      assertThat(check.full(check.readGit(Optional.empty())).done()).isEmpty();

      plane
          .kubectl(
              "-n", "follow-act", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
          .orThrow();
      assertThat(acts(check, 1)).containsExactly("PATCH ConfigMap follow-act/settings DONE");
      assertThat(value(plane, "follow-act", "cm/settings", ".data.mode")).isEqualTo("plain");

      plane
          .kubectl(
              "-n",
              "follow-act",
              "patch",
              "secret/login",
              "-p",
              "{\"stringData\":{\"password\":\"battery-staple\"}}")
          .orThrow();
      assertThat(acts(check, 1)).containsExactly("PATCH Secret follow-act/login DONE");
      assertThat(value(plane, "follow-act", "secret/login", ".data.password")).isEqualTo(password);

      plane.kubectl("-n", "follow-act", "delete", "cm/settings").orThrow();
      assertThat(acts(check, 1)).containsExactly("CREATE ConfigMap follow-act/settings DONE");

      // The limit holds from one full check to the next.
      plane
          .kubectl(
              "-n", "follow-act", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
          .orThrow();
      assertThat(follow(check, it -> !it.isEmpty()))
          .containsExactly("opened ConfigMap follow-act/settings data.mode");
      assertThat(value(plane, "follow-act", "cm/settings", ".data.mode")).isEqualTo("loud");
      Current found = check.full(check.readGit(Optional.empty()));
      assertThat(found.report().drift()).as("reported before anything is done").hasSize(1);
      Current next = check.follow(Duration.ofMillis(200));
      assertThat(next.done()).hasSize(1);
      assertThat(value(plane, "follow-act", "cm/settings", ".data.mode")).isEqualTo("plain");
      assertThat(next.report().drift()).isEmpty();
    }
  }
}
