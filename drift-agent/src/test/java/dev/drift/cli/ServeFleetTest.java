package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.DriftException;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.report.SampleReports;
import dev.drift.serve.Daemon;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.store.Database;
import dev.drift.store.HistoryFilter;
import dev.drift.store.RunQueries;
import dev.drift.store.StoreUrl;
import dev.drift.store.StoredFinding;
import dev.drift.store.Stores;
import dev.drift.store.TrailTable;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import dev.drift.trail.Auditor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `drift serve --fleet` with real checks: one agent on a real API server and a real PostgreSQL.
/// What several agents do is in `FleetTest`.
@Tag("cluster")
@ExtendWith(PostgresExtension.class)
class ServeFleetTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

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
  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path config;

  @BeforeEach
  void configure(ControlPlane plane) throws IOException {
    String kubeconfig = Files.readString(plane.kubeconfig());
    Files.writeString(folder.resolve("kubeconfig"), kubeconfig);
    Files.writeString(
        folder.resolve("nobody"),
        kubeconfig.replaceAll("https://127.0.0.1:[0-9]+", "https://127.0.0.1:1"));
    Path git = Files.createDirectories(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), settings("plain"));
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        apiVersion: drift.dev/v1
        kind: Policy
        metadata: {name: test}
        spec:
          actions:
            - name: undo
              match: {kinds: [ConfigMap]}
              action: revert
        """);
    config =
        Files.writeString(
            folder.resolve("drift.yaml"),
            """
            apiVersion: drift.dev/v1
            kind: Config
            policies: [policy.yaml]
            targets:
              - name: dead
                kubeconfig: nobody
                sources: [{name: platform, repo: git}]
              - name: alive
                kubeconfig: kubeconfig
                namespaces: [in-fleet]
                sources: [{name: platform, repo: git}]
            """);
  }

  private static String settings(String mode) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: in-fleet}
    data: {mode: %s}
    """
        .formatted(mode);
  }

  private ServeRequest request(String... more) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--config", config.toString()));
    arguments.addAll(List.of("--fleet", "fleet-of-test"));
    arguments.addAll(List.of(more));
    Run run = Run.of(SampleReports.clean(), arguments.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return (ServeRequest) run.commands().requests.getFirst();
  }

  private Agent agent(Postgres postgres) {
    Agent own = Agent.ofProcess();
    return new Agent(
        Map.of(
            "HOME", folder.resolve("home").toString(),
            "DRIFT_CACHE", folder.resolve("cache").toString(),
            "PGUSER", postgres.user(),
            "PGPASSWORD", postgres.password()),
        false,
        own.clock(),
        own.ids(),
        own.renderer());
  }

  private boolean has(String start, String part) {
    return log.stream().anyMatch(it -> it.startsWith(start) && it.contains(part));
  }

  @Test
  void checksActsAndRecords(ControlPlane plane, Postgres postgres) throws Exception {
    plane.kubectl("create", "namespace", "in-fleet").orThrow();
    plane.kubectlWithInput(settings("plain"), "apply", "-f", "-").orThrow();
    String url = postgres.newDatabase();
    int port = freePort();
    Daemon daemon =
        new Daemon(
            request(
                "--store",
                url,
                "--every",
                "5s",
                "--act",
                "--applied",
                "head",
                "--listen",
                "127.0.0.1:" + port),
            agent(postgres),
            DaemonLog.lines(log::add, true));
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
      Eventually.holds(() -> has("alive: ", "1 in sync") && has("dead: ", "failed, and tried"));
      assertThat(get(port, "/readyz")).contains("ready");
      plane
          .kubectl("-n", "in-fleet", "patch", "cm/settings", "-p", "{\"data\":{\"mode\":\"loud\"}}")
          .orThrow();
      Eventually.holds(() -> has("alive: patch ConfigMap in-fleet/settings: done", ""));
      log.clear();
      Eventually.holds(() -> has("alive: ", "1 in sync"));
    } finally {
      daemon.stop();
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    }

    try (Database database =
        Database.openExisting(StoreUrl.parse(url, Path.of("")), Stores.login(postgres))) {
      RunQueries queries = new RunQueries(database);
      assertThat(queries.targets()).hasSize(1);
      assertThat(queries.history(queries.targets().getFirst(), EVERYTHING).findings())
          .singleElement()
          .extracting(StoredFinding::ended)
          .satisfies(it -> assertThat((Optional<?>) it).isPresent());
      Auditor auditor =
          new Auditor(new StoredTrails(new TrailTable(database)), InstantSource.system());
      assertThat(auditor.verify(Optional.empty(), List.of()))
          .singleElement()
          .satisfies(it -> assertThat(it.isIntact()).isTrue());
    }
  }

  @Test
  void aFleetNeedsPostgres(Postgres postgres) {
    assertThatThrownBy(
            () ->
                new Daemon(
                        request("--store", folder.resolve("drift.db").toString()),
                        agent(postgres),
                        DaemonLog.lines(log::add, true))
                    .run())
        .isInstanceOf(DriftException.class)
        .hasMessageContaining(
            "a fleet shares a PostgreSQL store, and %s is a file", folder.resolve("drift.db"));
    assertThatThrownBy(
            () -> new Daemon(request(), agent(postgres), DaemonLog.lines(log::add, true)).run())
        .isInstanceOf(DriftException.class)
        .hasMessageContaining("a fleet shares a PostgreSQL store; name it with --store");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
