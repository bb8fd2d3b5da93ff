package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.act.UpdateDenial;
import dev.drift.config.Deployers;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.policy.action.Action;
import dev.drift.serve.log.DaemonLog;
import dev.drift.store.Database;
import dev.drift.store.History;
import dev.drift.store.HistoryFilter;
import dev.drift.store.RunQueries;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import dev.drift.store.TrailTable;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.trail.Auditor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The daemon on a real API server.
@Tag("cluster")
class DaemonTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LONG = Duration.ofHours(1);

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
      """;

  private static final HistoryFilter EVERYTHING =
      new HistoryFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          /* posture= */ false,
          /* limit= */ 100);

  @TempDir Path folder;
  private Duration stopping = Duration.ofSeconds(10);
  private final List<String> log = new CopyOnWriteArrayList<>();

  /// A daemon that runs until it is closed.
  private record Running(Daemon daemon, Thread thread) implements AutoCloseable {
    @Override
    public void close() {
      daemon.stop();
      try {
        assertThat(thread.join(Duration.ofSeconds(30))).as("it ends").isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private Running start(Schedule schedule, Duration gitInterval, ServeRequest.Target... targets) {
    return start(schedule, gitInterval, Optional.empty(), targets);
  }

  private Running start(
      Schedule schedule,
      Duration gitInterval,
      Optional<LeaseElection.Place> lease,
      ServeRequest.Target... targets) {
    Daemon daemon =
        new Daemon(
            new ServeRequest(
                List.of(targets),
                schedule,
                gitInterval,
                Optional.empty(),
                Deployers.NONE,
                lease,
                stopping),
            Agent.ofProcess(),
            DaemonLog.lines(log::add, targets.length > 1));
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
    return new Running(daemon, thread);
  }

  private ServeRequest.Target target(Path kubeconfig, String namespace, boolean acts)
      throws IOException {
    Path git = Files.createDirectories(folder.resolve(namespace));
    Files.writeString(git.resolve("all.yaml"), settings(namespace, "plain"));
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    CheckRequest check =
        CheckRequestBuilder.ofCluster(git, kubeconfig)
            .namespaces(List.of(namespace))
            .policies(policy)
            .build();
    Optional<ActRequest> acting =
        acts
            ? Optional.of(
                new ActRequest(
                    check,
                    Set.of(Action.REVERT),
                    Optional.empty(),
                    new ActRequest.Approval.ByPolicy(),
                    folder.resolve("record"),
                    Optional.of(ActRequest.HEAD)))
            : Optional.empty();
    return new ServeRequest.Target(namespace, check, acting, Optional.empty());
  }

  private void deploy(ControlPlane plane, String namespace) {
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectlWithInput(settings(namespace, "plain"), "apply", "-f", "-").orThrow();
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

  private static void edit(ControlPlane plane, String namespace, String mode) {
    plane
        .kubectl(
            "-n",
            namespace,
            "patch",
            "cm/settings",
            "-p",
            "{\"data\":{\"mode\":\"%s\"}}".formatted(mode))
        .orThrow();
  }

  private String logged(Predicate<String> wanted) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Optional<String> found = log.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      Thread.sleep(20);
    }
    throw new AssertionError("not logged within %s: %s".formatted(PATIENCE, log));
  }

  @Test
  void undoesAManualChangeAndStops(ControlPlane plane) throws IOException, InterruptedException {
    deploy(plane, "serve-undo");
    try (var _ =
        start(new Schedule.Every(LONG), LONG, target(plane.kubeconfig(), "serve-undo", true))) {
      assertThat(logged(it -> it.contains("compared with"))).contains("1 in sync");
      edit(plane, "serve-undo", "loud");
      logged(it -> it.contains("drift") && it.contains("ConfigMap serve-undo/settings"));
      assertThat(logged(it -> it.startsWith("patch ")))
          .startsWith("patch ConfigMap serve-undo/settings: ");
      logged(it -> it.startsWith("ended "));
    }
    assertThat(
            plane
                .kubectl("-n", "serve-undo", "get", "cm/settings", "-o", "jsonpath={.data.mode}")
                .orThrow()
                .stdout())
        .isEqualTo("plain");
    assertThat(log).contains("stopping: what is under way is finished first");
  }

  /// A daemon that asks again with each change would ask all the time.
  @Test
  void whatIsRefusedIsNotTriedAgainWithTheNextChange(ControlPlane plane)
      throws IOException, InterruptedException {
    deploy(plane, "serve-refused");
    ServeRequest.Target target = target(plane.kubeconfig(), "serve-refused", true);
    String other = settings("serve-refused", "plain").replace("name: settings", "name: other");
    Files.writeString(folder.resolve("serve-refused/other.yaml"), other);
    plane.kubectlWithInput(other, "apply", "-f", "-").orThrow();
    try (var _ =
            UpdateDenial.in(
                plane,
                "serve-refused",
                "object.metadata.name != \"settings\" || object.data.mode != \"plain\"",
                "never plain again",
                "cm/settings",
                "{\"data\":{\"mode\":\"plain\",\"more\":\"x\"}}");
        var _ = start(new Schedule.Every(LONG), LONG, target)) {
      logged(it -> it.contains("2 in sync"));
      edit(plane, "serve-refused", "loud");
      assertThat(logged(it -> it.startsWith("patch ConfigMap serve-refused/settings")))
          .contains("never plain again");
      for (String mode : List.of("loud", "louder")) {
        log.removeIf(it -> it.contains("serve-refused/other"));
        plane
            .kubectl(
                "-n",
                "serve-refused",
                "patch",
                "cm/other",
                "-p",
                "{\"data\":{\"mode\":\"%s\"}}".formatted(mode))
            .orThrow();
        logged(it -> it.startsWith("patch ConfigMap serve-refused/other: done"));
      }
      assertThat(log)
          .filteredOn(it -> it.startsWith("patch ConfigMap serve-refused/settings"))
          .hasSize(1);
    }
  }

  @Test
  void newCommitsAreComparedAtOnce(ControlPlane plane) throws IOException, InterruptedException {
    deploy(plane, "serve-git");
    ServeRequest.Target target = target(plane.kubeconfig(), "serve-git", false);
    try (var _ = start(new Schedule.Every(LONG), Duration.ofSeconds(1), target)) {
      logged(it -> it.contains("1 in sync"));
      Files.writeString(
          folder.resolve("serve-git/all.yaml"), settings("serve-git", "as-the-team-agreed"));
      logged(it -> it.contains("drift") && it.contains("ConfigMap serve-git/settings"));
    }
  }

  @Test
  void theScheduleReadsEverythingAgain(ControlPlane plane)
      throws IOException, InterruptedException {
    deploy(plane, "serve-cron");
    ServeRequest.Target target = target(plane.kubeconfig(), "serve-cron", false);
    try (var _ = start(new Schedule.Every(Duration.ofSeconds(1)), LONG, target)) {
      logged(it -> it.contains("1 in sync"));
      // Nothing watches folders: only the next full check sees what they have.
      Files.writeString(folder.resolve("policy.yaml"), POLICY.replace("name: undo", "name: [x"));
      logged(it -> it.startsWith("Git or a policy cannot be read since "));
      Files.writeString(folder.resolve("policy.yaml"), POLICY);
      logged(it -> it.equals("Git and the policies can be read again"));
    }
  }

  /// A target that is out of reach delays no other, and is tried again.
  @Test
  void aBrokenTargetDelaysNoOther(ControlPlane plane) throws IOException, InterruptedException {
    deploy(plane, "serve-two");
    Path nobody =
        Files.writeString(
            folder.resolve("nobody"),
            Files.readString(plane.kubeconfig())
                .replaceAll("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
    try (var _ =
        start(
            new Schedule.Every(LONG),
            LONG,
            target(nobody, "serve-nobody", false),
            target(plane.kubeconfig(), "serve-two", true))) {
      logged(it -> it.startsWith("serve-nobody: failed"));
      logged(it -> it.startsWith("serve-two: ") && it.contains("1 in sync"));
      edit(plane, "serve-two", "loud");
      logged(it -> it.startsWith("serve-two: patch "));
    }
  }

  /// Each waits for the same deadline, not for one of its own.
  @Test
  void aStopTakesNoLongerWithSeveralTargets(ControlPlane plane)
      throws IOException, InterruptedException {
    stopping = Duration.ofSeconds(3);
    deploy(plane, "serve-stuck");
    // Takes connections and never answers.
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      ServeRequest.Target[] stuck = new ServeRequest.Target[4];
      for (int i = 0; i < stuck.length; i++) {
        CheckRequest check =
            CheckRequestBuilder.of(
                    new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
                    new GitRequest(
                        "http://127.0.0.1:%d/a%d.git".formatted(silent.getLocalPort(), i),
                        Optional.empty(),
                        List.of()))
                .namespaces(List.of("serve-stuck"))
                .build();
        stuck[i] = new ServeRequest.Target("stuck-" + i, check, Optional.empty(), Optional.empty());
      }
      Running running = start(new Schedule.Every(LONG), LONG, stuck);
      for (int i = 0; i < stuck.length; i++) {
        silent.accept(); // it reads Git
      }
      Instant start = Instant.now();
      running.close();
      assertThat(Duration.between(start, Instant.now())).isLessThan(stopping.multipliedBy(2));
      assertThat(log.stream().filter(it -> it.contains("did not finish within 3 seconds")))
          .hasSize(stuck.length);
      assertThat(running.daemon().patience()).isGreaterThan(stopping.multipliedBy(2));
    }
  }

  /// Two replicas: the second works when the first has ended, and not before.
  @Test
  void oneReplicaWorksAtATime(ControlPlane plane) throws IOException, InterruptedException {
    deploy(plane, "serve-ha");
    ServeRequest.Target target = target(plane.kubeconfig(), "serve-ha", true);
    Running first = start(new Schedule.Every(LONG), LONG, place("first"), target);
    try {
      logged(it -> it.contains("1 in sync"));
      try (var _ = start(new Schedule.Every(LONG), LONG, place("second"), target)) {
        logged(it -> it.startsWith("standing by"));
        edit(plane, "serve-ha", "loud");
        logged(it -> it.startsWith("patch "));
        assertThat(log.stream().filter(it -> it.startsWith("leading"))).hasSize(1);

        first.close();
        log.clear();
        logged(it -> it.startsWith("leading"));
        logged(it -> it.contains("1 in sync"));
        edit(plane, "serve-ha", "loud");
        logged(it -> it.startsWith("patch "));
      }
    } finally {
      first.close();
    }
  }

  private static Optional<LeaseElection.Place> place(String holder) {
    return Optional.of(new LeaseElection.Place("default", "drift-test", holder));
  }

  /// What happened is on record after the daemon has ended, also what was undone at once.
  @Test
  void whatHappenedIsOnRecord(ControlPlane plane) throws IOException, InterruptedException {
    deploy(plane, "serve-store");
    Path file = folder.resolve("store/drift.db");
    ServeRequest.Target plain = target(plane.kubeconfig(), "serve-store", true);
    CheckRequest check =
        plain
            .check()
            .with(
                new StoreRequest(Optional.of(file.toString()), Optional.empty(), Optional.empty()));
    ActRequest acting = plain.acting().orElseThrow();
    ServeRequest.Target target =
        new ServeRequest.Target(
            "serve-store",
            check,
            Optional.of(
                new ActRequest(
                    check,
                    acting.actions(),
                    acting.wish(),
                    acting.approval(),
                    acting.record(),
                    acting.applied())),
            Optional.empty());
    try (var _ = start(new Schedule.Every(LONG), LONG, target)) {
      logged(it -> it.contains("1 in sync"));
      edit(plane, "serve-store", "loud");
      logged(it -> it.startsWith("patch "));
      logged(it -> it.startsWith("ended "));
    }

    try (Database database =
        Database.openExisting(StoreUrl.parse(file.toString(), Path.of("")), StoreLogin.NONE)) {
      RunQueries queries = new RunQueries(database);
      History history = queries.history(queries.targets().getFirst(), EVERYTHING);
      assertThat(history.findings())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.ended()).isPresent();
                assertThat(one.acts()).hasSize(1);
              });
      Auditor auditor =
          new Auditor(new StoredTrails(new TrailTable(database)), InstantSource.system());
      assertThat(auditor.verify(Optional.empty(), List.of()))
          .singleElement()
          .satisfies(it -> assertThat(it.isIntact()).isTrue());
      assertThat(auditor.storage().targets()).hasSize(1);
    }
  }
}
