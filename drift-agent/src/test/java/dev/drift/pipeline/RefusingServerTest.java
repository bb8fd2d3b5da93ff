package dev.drift.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.watch.WatchOptions;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.testkit.ApiProxy;
import dev.drift.testkit.ApiProxy.Refusal;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An API server that refuses requests for a while, and events that come twice or late.
@Tag("cluster")
class RefusingServerTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final WatchOptions QUICK =
      new WatchOptions(
          100,
          new Retries(Integer.MAX_VALUE, Duration.ofMillis(50), Duration.ofSeconds(30)),
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

  private ContinuousCheck deployed(ControlPlane plane, ApiProxy proxy, String namespace)
      throws IOException {
    plane.kubectl("create", "namespace", namespace).orThrow();
    Path file = Files.writeString(git.resolve("all.yaml"), settings(namespace));
    plane.kubectl("apply", "-f", file.toString()).orThrow();
    return ContinuousCheck.open(
        CheckRequestBuilder.ofCluster(git, proxy.kubeconfig(files))
            .namespaces(List.of(namespace))
            .build(),
        Agent.ofProcess(),
        Progress.NONE,
        QUICK);
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

  private static ApiProxy.Fault refusingLists(String path, Refusal refusal) {
    return new ApiProxy.Fault() {
      @Override
      public Optional<Refusal> refuse(ApiProxy.Request request) {
        return request.isRead() && request.path().endsWith(path)
            ? Optional.of(refusal)
            : Optional.empty();
      }
    };
  }

  private static ApiProxy.Fault refusingWatches(Refusal refusal) {
    return new ApiProxy.Fault() {
      @Override
      public Optional<Refusal> refuse(ApiProxy.Request request) {
        return request.isWatch() ? Optional.of(refusal) : Optional.empty();
      }
    };
  }

  @Test
  void aListThatIsRefusedIsTriedAgainWhenTheServerSaysSo(ControlPlane plane) throws IOException {
    try (ApiProxy proxy = new ApiProxy(plane);
        ContinuousCheck check = deployed(plane, proxy, "busy-list")) {
      GitState state = check.readGit(Optional.empty());
      proxy.set(
          new ApiProxy.Fault() {
            @Override
            public Optional<Refusal> refuse(ApiProxy.Request request) {
              return request.path().endsWith("/configmaps") && proxy.refused().size() < 2
                  ? Optional.of(Refusal.of(429, 1))
                  : Optional.empty();
            }
          });

      Current first = check.full(state);

      assertThat(Followed.verdict(first.report(), "settings")).isEqualTo(Verdict.IN_SYNC);
      assertThat(check.isOutdated()).isFalse();
      List<ApiProxy.Refused> refused = proxy.refused();
      assertThat(refused).hasSize(2);
      assertThat(Duration.ofNanos(refused.get(1).nanos() - refused.get(0).nanos()))
          .isGreaterThanOrEqualTo(Duration.ofMillis(990));
    }
  }

  /// Longer than anybody waits: the kind counts as not read, and everything is read again by
  /// itself, not only when the next check is due.
  @Test
  void aKindWhoseListIsRefusedIsReadAgain(ControlPlane plane) throws IOException {
    try (ApiProxy proxy = new ApiProxy(plane);
        ContinuousCheck check = deployed(plane, proxy, "broken-list")) {
      GitState state = check.readGit(Optional.empty());
      proxy.set(refusingLists("/configmaps", Refusal.of(503)));

      Current first = check.full(state);

      assertThat(Followed.verdict(first.report(), "settings")).isEqualTo(Verdict.UNKNOWN);
      assertThat(check.isOutdated()).as("to be read again").isTrue();
      proxy.set(new ApiProxy.Fault() {});
      assertThat(Followed.verdict(check.full(state).report(), "settings"))
          .isEqualTo(Verdict.IN_SYNC);
      assertThat(check.isOutdated()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void whatHappensWhileWatchesAreRefusedIsFoundAfterwards(int status, ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = "busy-watch-" + status;
    try (ApiProxy proxy = new ApiProxy(plane);
        ContinuousCheck check = deployed(plane, proxy, namespace)) {
      check.full(check.readGit(Optional.empty()));
      edit(plane, namespace, "loud");
      assertThat(Followed.changes(check, 1)).as("the watch is open").hasSize(1);
      proxy.set(refusingWatches(Refusal.of(status, 2)));
      proxy.cutWatches();
      edit(plane, namespace, "plain");

      Current stale = Followed.until(check, it -> it.stale().containsKey("ConfigMap"));
      assertThat(Followed.verdict(stale.report(), "settings")).isEqualTo(Verdict.UNKNOWN);
      assertThat(stale.ended()).isEmpty();
      assertThat(Followed.gaps(stale.report()))
          .anySatisfy(
              it ->
                  assertThat(it)
                      .startsWith("What is known of ConfigMap is of ")
                      .contains("HTTP %d".formatted(status)));
      assertThat(gaps(proxy, "/configmaps"))
          .as("Retry-After is respected")
          .isNotEmpty()
          .allMatch(it -> it.compareTo(Duration.ofMillis(1990)) >= 0);

      proxy.set(new ApiProxy.Fault() {});
      Followed.until(check, it -> it.stale().isEmpty());
      assertThat(Followed.verdict(Followed.last(check).report(), "settings"))
          .isEqualTo(Verdict.IN_SYNC);
    }
  }

  /// What is seen ends, and comes again, whatever else is not seen.
  @Test
  void aKindThatIsNotSeenKeepsNoFindingOfAnotherOpen(ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = "busy-other";
    try (ApiProxy proxy = new ApiProxy(plane);
        ContinuousCheck check = deployed(plane, proxy, namespace)) {
      proxy.set(
          new ApiProxy.Fault() {
            @Override
            public Optional<Refusal> refuse(ApiProxy.Request request) {
              return request.isWatch() && request.path().endsWith("/secrets")
                  ? Optional.of(Refusal.of(503, 1))
                  : Optional.empty();
            }
          });
      check.full(check.readGit(Optional.empty()));
      Followed.until(check, it -> it.stale().keySet().equals(Set.of("Secret")));

      List<String> seen = new ArrayList<>();
      for (String mode : List.of("loud", "plain", "loud")) {
        edit(plane, namespace, mode);
        seen.addAll(Followed.changes(check, 1));
      }

      assertThat(Followed.last(check).stale()).containsKey("Secret");
      assertThat(seen)
          .containsExactly(
              "opened ConfigMap busy-other/settings data.mode",
              "ended ConfigMap busy-other/settings data.mode",
              "opened ConfigMap busy-other/settings data.mode");
    }
  }

  /// Between requests for the same.
  private static List<Duration> gaps(ApiProxy proxy, String path) {
    List<Long> times =
        proxy.refused().stream()
            .filter(it -> it.request().path().endsWith(path))
            .map(ApiProxy.Refused::nanos)
            .toList();
    return IntStream.range(1, times.size())
        .mapToObj(i -> Duration.ofNanos(times.get(i) - times.get(i - 1)))
        .toList();
  }

  /// Each event comes twice, and the first ones come again after the later ones.
  @Test
  void eventsThatComeTwiceOrLateChangeNothing(ControlPlane plane)
      throws IOException, InterruptedException {
    String namespace = "late-events";
    try (ApiProxy proxy = new ApiProxy(plane);
        ContinuousCheck check = deployed(plane, proxy, namespace)) {
      List<String> seen = new CopyOnWriteArrayList<>();
      proxy.set(
          new ApiProxy.Fault() {
            @Override
            public List<String> deliver(ApiProxy.Request watch, String event) {
              if (!watch.path().endsWith("/configmaps") || event.contains("BOOKMARK")) {
                return List.of(event);
              }
              List<String> delivered = new ArrayList<>(List.of(event, event));
              delivered.addAll(seen);
              if (!event.contains("\"DELETED\"")) {
                seen.add(event);
              }
              return delivered;
            }
          });
      check.full(check.readGit(Optional.empty()));

      edit(plane, namespace, "loud");
      assertThat(Followed.changes(check, 1))
          .containsExactly("opened ConfigMap late-events/settings data.mode");
      edit(plane, namespace, "plain");
      assertThat(Followed.changes(check, 1))
          .containsExactly("ended ConfigMap late-events/settings data.mode");
      plane.kubectl("-n", namespace, "delete", "cm/settings").orThrow();
      assertThat(Followed.changes(check, 1))
          .containsExactly("opened ConfigMap late-events/settings ");
      // The versions before the deletion have come since.
      assertThat(Followed.during(check, Duration.ofSeconds(1))).isEmpty();
      assertThat(Followed.verdict(Followed.last(check).report(), "settings"))
          .isEqualTo(Verdict.MISSING);
      plane
          .kubectl("-n", namespace, "create", "cm", "settings", "--from-literal=mode=plain")
          .orThrow();
      assertThat(Followed.changes(check, 1)).contains("ended ConfigMap late-events/settings ");
    }
  }
}
