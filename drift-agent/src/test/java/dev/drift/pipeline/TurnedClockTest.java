package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Report;
import dev.drift.kubernetes.http.Relay;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.MaskLevel;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.MaskRequest;
import dev.drift.policy.action.Action;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The clock of the machine is set forward and back by hours while a target is followed.
@Tag("cluster")
@Timeout(90)
class TurnedClockTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final WatchOptions QUICK =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(130),
          Duration.ofMinutes(9));

  private static final String UNDO =
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

  @TempDir Path git;
  @TempDir Path files;

  private static Agent agent(InstantSource clock) {
    Agent process = Agent.ofProcess();
    return new Agent(
        process.environment(), process.terminal(), clock, process.ids(), process.renderer());
  }

  private CheckRequest deployed(ControlPlane plane, Path kubeconfig, String namespace)
      throws IOException {
    plane.kubectl("create", "namespace", namespace).orThrow();
    Path file =
        Files.writeString(
            git.resolve("all.yaml"),
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: %s}
            data: {mode: plain}
            """
                .formatted(namespace));
    plane.kubectl("apply", "-f", file.toString()).orThrow();
    return CheckRequestBuilder.ofCluster(git, kubeconfig)
        .namespaces(List.of(namespace))
        .policies(Files.writeString(files.resolve("policy.yaml"), UNDO))
        .build();
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

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void changesAreFoundWhileTheClockJumps(int hours, ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = hours < 0 ? "clock-back" : "clock-forward";
    CheckRequest request = deployed(plane, plane.kubeconfig(), namespace);
    try (ContinuousCheck check =
        ContinuousCheck.open(
            request, agent(TurnedClock.restless(Duration.ofHours(hours))), Progress.NONE, QUICK)) {
      Current first = check.full(check.readGit(Optional.empty()));
      isInOrder(first);

      edit(plane, namespace, "loud");
      assertThat(Followed.changes(check, 1))
          .containsExactly("opened ConfigMap %s/settings data.mode".formatted(namespace));
      edit(plane, namespace, "plain");
      assertThat(Followed.changes(check, 1))
          .containsExactly("ended ConfigMap %s/settings data.mode".formatted(namespace));
      Current last = Followed.last(check);
      isInOrder(last);
      assertThat(last.stale()).as("watches are connected").isEmpty();
    }
  }

  private static void isInOrder(Current current) {
    Report.Run run = current.report().run();
    assertThat(run.finishedAt()).isAfterOrEqualTo(run.startedAt());
    assertThat(current.took()).isGreaterThanOrEqualTo(Duration.ZERO);
  }

  /// The watch breaks off, and then the clock is set back.
  @Test
  void whatIsNotSeenIsNotInSyncAlthoughTheClockIsSetBack(ControlPlane plane)
      throws IOException, InterruptedException {
    TurnedClock clock = TurnedClock.right();
    try (Relay relay = new Relay(plane)) {
      CheckRequest request = deployed(plane, relay.kubeconfig(plane, files), "clock-stale");
      try (ContinuousCheck check =
          ContinuousCheck.open(request, agent(clock), Progress.NONE, QUICK)) {
        check.full(check.readGit(Optional.empty()));
        relay.set(Relay.Fault.LOSE_ANSWER);
        relay.cut();
        Followed.until(check, it -> !it.interruptions().isEmpty());
        clock.turn(Duration.ofHours(-3));
        Current stale = Followed.until(check, it -> it.stale().containsKey("ConfigMap"));
        assertThat(Followed.verdict(stale.report(), "settings")).isEqualTo(Verdict.UNKNOWN);

        clock.turn(Duration.ofHours(6));
        relay.set(Relay.Fault.NONE);
        Followed.until(check, it -> it.stale().isEmpty());
        assertThat(Followed.verdict(Followed.last(check).report(), "settings"))
            .isEqualTo(Verdict.IN_SYNC);
      }
    }
  }

  @Test
  void aBrokenConnectionIsNotStaleBecauseTheClockIsSetForward(ControlPlane plane)
      throws IOException, InterruptedException {
    TurnedClock clock = TurnedClock.right();
    try (Relay relay = new Relay(plane)) {
      CheckRequest request = deployed(plane, relay.kubeconfig(plane, files), "clock-grace");
      try (ContinuousCheck check =
          ContinuousCheck.open(request, agent(clock), Progress.NONE, QUICK)) {
        check.full(check.readGit(Optional.empty()));
        relay.set(Relay.Fault.LOSE_ANSWER);
        relay.cut();
        Followed.until(check, it -> !it.interruptions().isEmpty());
        clock.turn(Duration.ofHours(3));
        assertThat(check.follow(Duration.ofMillis(100)).stale()).isEmpty();
      }
    }
  }

  /// What could not be done at once is tried again after half a minute, also if the clock was set
  /// back meanwhile.
  @Test
  void whatPoliciesOrderIsDoneWhileTheClockJumps(ControlPlane plane)
      throws IOException, InterruptedException {
    CheckRequest request = deployed(plane, plane.kubeconfig(), "clock-act");
    ActRequest acting =
        new ActRequest(
            request,
            Set.of(Action.REVERT),
            Optional.empty(),
            new ActRequest.Approval.ByPolicy(),
            files.resolve("record"),
            Optional.of(ActRequest.HEAD));
    try (ContinuousCheck check =
        ContinuousCheck.open(
            request,
            Optional.of(acting),
            agent(TurnedClock.restless(Duration.ofHours(-1))),
            Progress.NONE,
            QUICK)) {
      check.full(check.readGit(Optional.empty()));
      edit(plane, "clock-act", "loud");
      Current done = Followed.until(check, it -> !it.done().isEmpty());
      assertThat(done.done())
          .singleElement()
          .satisfies(it -> assertThat(it.act().resource().id().name()).isEqualTo("settings"));
    }
    assertThat(
            plane
                .kubectl("-n", "clock-act", "get", "cm/settings", "-o", "jsonpath={.data.mode}")
                .orThrow()
                .stdout())
        .isEqualTo("plain");
  }

  /// A standby must not take a Lease that the leader renews.
  @Test
  void noStandbyTakesALeaseBecauseItsClockIsSetForward(ControlPlane plane) {
    LiveRequest.FromCluster cluster =
        new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty());
    MaskRequest mask = new MaskRequest(Optional.empty(), MaskLevel.DEFAULT);
    TurnedClock clock = TurnedClock.right();
    try (LeaseElection leader =
            LeaseElection.open(
                cluster,
                mask,
                agent(TurnedClock.right()),
                new LeaseElection.Place("default", "turned-clock", "leader"));
        LeaseElection standby =
            LeaseElection.open(
                cluster,
                mask,
                agent(clock),
                new LeaseElection.Place("default", "turned-clock", "standby"))) {
      assertThat(leader.lead()).isTrue();
      assertThat(standby.lead()).isFalse();
      clock.turn(Duration.ofHours(3));
      assertThat(standby.lead()).isFalse();
      clock.turn(Duration.ofHours(-6));
      assertThat(standby.lead()).isFalse();
      assertThat(leader.lead()).isTrue();
    }
  }
}
