package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Coverage;
import dev.drift.finding.Report;
import dev.drift.kubernetes.http.Relay;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A target behind a network that fails: nothing is called in sync that is not seen, and what
/// happened meanwhile is found afterwards.
@Tag("cluster")
class StaleTargetTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final WatchOptions IMPATIENT =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(3),
          Duration.ofMinutes(9));

  @TempDir Path git;
  @TempDir Path files;

  private static Current follow(ContinuousCheck check, Predicate<Current> enough)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    Current current = check.follow(Duration.ofMillis(200));
    while (!enough.test(current)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "not within %s: %s %s".formatted(PATIENCE, current.stale(), verdict(current.report())));
      }
      current = check.follow(Duration.ofMillis(200));
    }
    return current;
  }

  private static Verdict verdict(Report report) {
    return report.resources().stream()
        .filter(it -> it.resource().id().name().equals("settings"))
        .map(Report.ResourceVerdict::verdict)
        .findFirst()
        .orElseThrow();
  }

  /// SWALLOW is the half-open connection: bytes get lost, and nobody closes anything.
  @ParameterizedTest
  @EnumSource(
      value = Relay.Fault.class,
      names = {"LOSE_ANSWER", "SWALLOW"})
  void whatIsNotSeenIsNotInSync(Relay.Fault fault, ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = "stale-" + fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String settings =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: %s}
        data: {mode: plain}
        """
            .formatted(namespace);
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectlWithInput(settings, "apply", "-f", "-").orThrow();
    Files.writeString(git.resolve("all.yaml"), settings);
    try (Relay relay = new Relay(plane)) {
      CheckRequest request =
          CheckRequestBuilder.ofCluster(git, relay.kubeconfig(plane, files))
              .namespaces(List.of(namespace))
              .build();
      try (ContinuousCheck check =
          ContinuousCheck.open(request, Agent.ofProcess(), Progress.NONE, IMPATIENT)) {
        Current first = check.full(check.readGit(Optional.empty()));
        assertThat(verdict(first.report())).isEqualTo(Verdict.IN_SYNC);

        relay.set(fault);
        plane
            .kubectl(
                "-n", namespace, "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
            .orThrow();
        Current stale = follow(check, it -> it.stale().containsKey("ConfigMap"));
        assertThat(verdict(stale.report())).isEqualTo(Verdict.UNKNOWN);
        assertThat(stale.report().coverage().complete(Set.of(Coverage.Need.DRIFT))).isFalse();
        assertThat(stale.report().coverage().gaps(Set.of(Coverage.Need.DRIFT)))
            .anySatisfy(
                it ->
                    assertThat(it.reason())
                        .startsWith("What is known of ConfigMap is of ")
                        .contains("its watch broke off"));

        relay.set(Relay.Fault.NONE);
        Current again =
            follow(check, it -> it.stale().isEmpty() && verdict(it.report()) == Verdict.DRIFTED);
        assertThat(again.report().drift())
            .extracting(it -> it.resource().id() + " " + it.path())
            .containsExactly("ConfigMap %s/settings data.mode".formatted(namespace));
      }
    }
  }
}
