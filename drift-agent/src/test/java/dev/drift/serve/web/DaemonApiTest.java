package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The API of the real daemon on a real API server: what it answers, and that every answer is as
/// `docs/openapi.yaml` has it.
@Tag("cluster")
class DaemonApiTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final Duration INTERVAL = Duration.ofHours(2);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private final OpenApiDocument api = OpenApiDocument.read();
  private final List<String> log = new CopyOnWriteArrayList<>();

  private ServedDaemon start(CheckRequest check) throws IOException {
    return ServedDaemon.start(check, INTERVAL, folder, log::add);
  }

  private CheckRequest check(ControlPlane plane, String namespace) throws IOException {
    String settings =
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings, namespace: %s}
        data: {mode: plain}
        """
            .formatted(namespace);
    Path git = Files.createDirectories(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), settings);
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane.kubectlWithInput(settings, "apply", "-f", "-").orThrow();
    return CheckRequestBuilder.ofCluster(git, plane.kubeconfig())
        .namespaces(List.of(namespace))
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

  /// An answer, which is checked against the document.
  private JsonNode get(ServedDaemon running, String path, String query)
      throws IOException, InterruptedException {
    HttpResponse<String> response = call(running, path, query);
    assertThat(response.statusCode()).as("%s %s %s", path, response.body(), log).isEqualTo(200);
    api.verify(path, "get", response);
    return MAPPER.readTree(response.body());
  }

  private static HttpResponse<String> call(ServedDaemon running, String path, String query)
      throws IOException, InterruptedException {
    return Calls.get(running.url(path.replace("{target}", "prod") + query));
  }

  /// Until the target is as wanted.
  private JsonNode target(ServedDaemon running, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(end)) {
      try {
        JsonNode target = get(running, "/api/v1/targets/{target}", "");
        if (wanted.test(target)) {
          return target;
        }
      } catch (java.net.ConnectException _) {
        // It does not listen yet.
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not so within 30 s; log: " + log);
  }

  private List<JsonNode> runs(ServedDaemon running, String query)
      throws IOException, InterruptedException {
    List<JsonNode> runs = new ArrayList<>();
    get(running, "/api/v1/targets/{target}/runs", query).get("runs").forEach(runs::add);
    return runs;
  }

  /// The newest first; what is recorded appears some time after it was found.
  private List<JsonNode> awaitRuns(ServedDaemon running, int count)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(30);
    while (Instant.now().isBefore(end)) {
      if (call(running, "/api/v1/targets/{target}/runs", "").statusCode() == 200
          && runs(running, "").size() >= count) {
        return runs(running, "");
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no %d runs within 30 s; log: %s".formatted(count, log));
  }

  private void listsRuns(ControlPlane plane, CheckRequest check, String namespace)
      throws IOException, InterruptedException {
    Instant before = Instant.now();
    try (ServedDaemon running = start(check)) {
      JsonNode target = target(running, it -> !it.get("lastCheck").isNull());
      assertThat(target.get("runningSince").isNull()).isTrue();
      assertThat(Instant.parse(target.get("nextCheck").asText()))
          .isBetween(before.plus(INTERVAL), Instant.now().plus(INTERVAL));
      assertThat(awaitRuns(running, 1).getFirst().get("result").asText()).isEqualTo("in_sync");

      edit(plane, namespace, "loud");
      List<JsonNode> runs = awaitRuns(running, 2);
      assertThat(runs.get(0).get("result").asText()).isEqualTo("drift");
      assertThat(runs.get(0).get("drift").asInt()).isEqualTo(1);
      assertThat(runs.get(0).get("complete").asBoolean()).isTrue();
      assertThat(runs.get(1).get("result").asText()).isEqualTo("in_sync");
      assertThat(runs(running, "?limit=1")).containsExactly(runs.get(0));
      assertThat(runs(running, "?limit=1&offset=1")).containsExactly(runs.get(1));
      assertThat(runs(running, "?offset=2")).isEmpty();
      for (String path : List.of("", "/findings", "/resources", "/coverage", "/acts")) {
        assertThat(get(running, "/api/v1/targets/{target}" + path, "").isObject()).isTrue();
      }
      assertThat(get(running, "/api/v1/targets", "").get("targets")).hasSize(1);
      assertThat(get(running, "/api/v1/version", "").get("leader").asBoolean()).isTrue();
    }
  }

  @Test
  void runsAreThoseOfTheStore(ControlPlane plane) throws IOException, InterruptedException {
    Path store = folder.resolve("store/drift.db");
    CheckRequest check =
        check(plane, "api-store")
            .with(
                new StoreRequest(
                    Optional.of(store.toString()), Optional.empty(), Optional.empty()));
    listsRuns(plane, check, "api-store");

    // They outlive the process.
    try (ServedDaemon running = start(check)) {
      target(running, it -> !it.get("lastCheck").isNull());
      awaitRuns(running, 3);
      Files.move(store, store.resolveSibling("elsewhere"));
      HttpResponse<String> gone = call(running, "/api/v1/targets/{target}/runs", "");
      assertThat(gone.statusCode()).isEqualTo(503);
      api.verify("/api/v1/targets/{target}/runs", "get", gone);
    }
  }

  @Test
  void runsAreThoseOfTheProcessWithoutAStore(ControlPlane plane)
      throws IOException, InterruptedException {
    listsRuns(plane, check(plane, "api-memory"), "api-memory");
  }

  private List<JsonNode> awaitFindings(ServedDaemon running, String live)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(30);
    List<JsonNode> findings = List.of();
    while (Instant.now().isBefore(end)) {
      findings = new ArrayList<>();
      get(running, "/api/v1/targets/{target}/findings", "").get("findings").forEach(findings::add);
      if (findings.size() == 1 && findings.getFirst().at("/live/value").asText().equals(live)) {
        return findings;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("no %s within 30 s; findings: %s".formatted(live, findings));
  }

  /// A finding stays the same one when its value changes again.
  @Test
  void theValueOfAFindingIsThatOfNow(ControlPlane plane) throws IOException, InterruptedException {
    try (ServedDaemon running = start(check(plane, "api-again"))) {
      target(running, it -> !it.get("lastCheck").isNull());
      edit(plane, "api-again", "loud");
      String first = awaitFindings(running, "loud").getFirst().get("fingerprint").asText();

      edit(plane, "api-again", "louder");
      assertThat(awaitFindings(running, "louder").getFirst().get("fingerprint").asText())
          .isEqualTo(first);
    }
  }

  @Test
  void aCheckUnderWayIsShown(ControlPlane plane) throws IOException, InterruptedException {
    // Takes connections and never answers.
    ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    CheckRequest check =
        CheckRequestBuilder.of(
                new LiveRequest.FromCluster(Optional.of(plane.kubeconfig()), Optional.empty()),
                new GitRequest(
                    "http://127.0.0.1:%d/a.git".formatted(silent.getLocalPort()),
                    Optional.empty(),
                    List.of()))
            .build();
    Instant before = Instant.now();
    try (ServedDaemon running = start(check)) {
      JsonNode target = target(running, it -> !it.get("runningSince").isNull());
      assertThat(Instant.parse(target.get("runningSince").asText()))
          .isBetween(before, Instant.now());
      assertThat(target.get("lastCheck").isNull()).isTrue();
      silent.close();
      target = target(running, it -> !it.get("failure").isNull());
      assertThat(target.get("runningSince").isNull()).isTrue();
    } finally {
      silent.close();
    }
  }
}
