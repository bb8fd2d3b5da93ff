package dev.drift.deploy;

import static dev.drift.deploy.Rendered.at;
import static dev.drift.deploy.Rendered.list;
import static dev.drift.deploy.Rendered.map;
import static dev.drift.deploy.Rendered.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.GitHttpServer;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import dev.drift.testkit.TokenUser;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// What the Deployments of `manifests/` run, with their very arguments, files and paths, as Drift's
/// own ServiceAccount with a token of the API server, against a real control plane and a real Git
/// server. Only the address that it listens on is another: Pods have a network of their own.
@Tag("cluster")
@ExtendWith(PostgresExtension.class)
class DaemonPodIT {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      // The user makes it a control plane of its own.
      ControlPlaneExtension.with(
          ControlPlaneOptions.apiServerOnly()
              .withUsers(List.of(new TokenUser("daemon-pod", "daemon-pod"))));

  private static final String LISTEN = "--listen=0.0.0.0:8080";
  private static final String TOKEN = "0123456789-token-of-the-api";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;
  private GitHttpServer git;

  @BeforeEach
  void start() throws IOException {
    git = GitHttpServer.open(folder);
  }

  @AfterEach
  void stop() {
    git.close();
  }

  /// A Pod of the Deployment.
  private record Pod(PodRun.Started container, Map<?, ?> template, int port)
      implements AutoCloseable {
    int status(String path) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
              .timeout(Duration.ofSeconds(5))
              .header("Authorization", "Bearer " + TOKEN)
              .build();
      try {
        return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      } catch (java.net.ConnectException _) {
        return 0;
      }
    }

    /// Asks a probe as often as the kubelet would before it gives up.
    void passes(String probe) throws IOException, InterruptedException {
      Map<?, ?> declared = map(template, "spec", "containers", 0, probe);
      int period = (Integer) at(declared, "periodSeconds");
      int attempts = declared.get("failureThreshold") instanceof Integer threshold ? threshold : 12;
      assertThat(text(declared, "httpGet", "port")).isEqualTo("http");
      answers(text(declared, "httpGet", "path"), Duration.ofSeconds((long) attempts * period));
    }

    void answers(String path, Duration patience) throws IOException, InterruptedException {
      Instant end = Instant.now().plus(patience);
      int status = status(path);
      while (status != 200 && Instant.now().isBefore(end)) {
        Thread.sleep(200);
        status = status(path);
      }
      assertThat(status).as("%s: %s", path, container.out()).isEqualTo(200);
    }

    /// A line of its log. Each is a JSON object.
    JsonNode logged(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
      Instant end = Instant.now().plusSeconds(60);
      while (Instant.now().isBefore(end)) {
        String out = container.out();
        for (String line : out.substring(0, out.lastIndexOf('\n') + 1).lines().toList()) {
          JsonNode entry = MAPPER.readTree(line);
          if (wanted.test(entry)) {
            return entry;
          }
        }
        Thread.sleep(50);
      }
      throw new AssertionError("not logged within 60 s: " + container.out());
    }

    JsonNode says(String text) throws IOException, InterruptedException {
      return logged(it -> it.get("message").asText().contains(text));
    }

    /// Something about the Deployment.
    JsonNode finds(String start) throws IOException, InterruptedException {
      return logged(
          it ->
              it.get("message").asText().startsWith(start)
                  && it.at("/resource/kind").asText().equals("Deployment"));
    }

    /// By SIGTERM, in the time that the Deployment grants.
    void ends() throws IOException, InterruptedException {
      PodRun.Result result =
          container.terminate(
              Duration.ofSeconds((Integer) at(template, "spec", "terminationGracePeriodSeconds")));
      assertThat(result.code()).as(result.out() + result.err()).isZero();
      assertThat(result.err()).isEmpty();
    }

    @Override
    public void close() throws IOException {
      container.close();
    }
  }

  private Rendered deploy(ControlPlane plane, String overlay) throws IOException {
    // The other test has it with another specification.
    plane.kubectl("delete", "deployment", "--all-namespaces", "--all").orThrow();
    Rendered manifests =
        UserManifests.apply(
            plane,
            folder,
            overlay,
            DeployPage.block("# drift.yaml")
                    .replace("https://git.example.com/platform.git", git.url("platform.git"))
                + "serve:\n  metrics: {open: true}\n  token: {file: /etc/drift-serve/token}\n");
    UserManifests.awaitRights(
        plane, List.of("list storageclasses", "watch secrets", "watch deployments"));
    return manifests;
  }

  private Pod pod(ControlPlane plane, Rendered manifests, PodVolumes volumes, String name)
      throws IOException, InterruptedException {
    PodRun container = Containers.create(Files.createDirectory(folder.resolve(name)));
    Map<?, ?> template = manifests.template();
    Map<?, ?> declared = map(template, "spec", "containers", 0);
    assertThat(text(declared, "ports", 0, "containerPort")).isEqualTo("8080");
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Map<String, String> variables = new HashMap<>(volumes.secretVariables(declared));
    variables.put("KUBERNETES_SERVICE_HOST", plane.server().getHost());
    variables.put("KUBERNETES_SERVICE_PORT", String.valueOf(plane.server().getPort()));
    variables.put("HOSTNAME", name);
    List<String> arguments = new ArrayList<>();
    list(declared, "args").forEach(it -> arguments.add(it.toString()));
    assertThat(arguments).contains(LISTEN);
    arguments.replaceAll(it -> it.equals(LISTEN) ? "--listen=127.0.0.1:" + port : it);
    return new Pod(
        container.start(
            withArguments(template, arguments), volumes.create(map(template, "spec")), variables),
        template,
        port);
  }

  private static Map<?, ?> withArguments(Map<?, ?> template, List<String> arguments) {
    Map<Object, Object> container = new HashMap<>(map(template, "spec", "containers", 0));
    container.put("args", arguments);
    Map<Object, Object> spec = new HashMap<>(map(template, "spec"));
    spec.put("containers", List.of(container));
    return Map.of("spec", spec);
  }

  private static void edit(ControlPlane plane, int replicas) {
    plane.kubectl("-n", "drift", "scale", "deployment/drift", "--replicas=" + replicas).orThrow();
  }

  @Test
  void findsAManualChangeAndEndsInTime(ControlPlane plane) throws Exception {
    Rendered manifests = deploy(plane, "daemon");
    PodVolumes volumes =
        new PodVolumes(folder, manifests, plane, Map.of("drift-serve", Map.of("token", TOKEN)));
    try (Pod pod = pod(plane, manifests, volumes, "drift-0")) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        pod.passes(probe);
      }
      JsonNode checked = pod.says("compared with");
      assertThat(checked.get("level").asText()).as(checked.toString()).isEqualTo("info");
      assertThat(checked.get("message").asText()).doesNotContain("drifted");

      edit(plane, 3);
      assertThat(pod.finds("drift ").at("/resource/name").asText()).isEqualTo("drift");
      edit(plane, 1);
      pod.finds("ended ");

      assertThat(pod.status("/metrics")).isEqualTo(200);
      // The store is there when the first run is recorded.
      pod.answers("/api/v1/targets/cluster/runs?limit=1", Duration.ofSeconds(30));
      pod.passes("livenessProbe");
      pod.passes("readinessProbe");
      pod.ends();
    }
    assertThat(volumes.claim("drift-record").resolve("drift.db")).isNotEmptyFile();
  }

  /// Two Pods with PostgreSQL: both are ready, one works, and the other takes over when it ends.
  @Test
  void oneOfTwoPodsWorksAndTheOtherTakesOver(ControlPlane plane, Postgres postgres)
      throws Exception {
    Rendered manifests = deploy(plane, "daemon-ha");
    UserManifests.awaitRights(plane, List.of("list storageclasses"));
    PodVolumes volumes =
        new PodVolumes(
            folder,
            manifests,
            plane,
            Map.of(
                "drift-serve",
                Map.of("token", TOKEN),
                "drift-postgres",
                Map.of(
                    "url", postgres.newDatabase(),
                    "username", postgres.user(),
                    "password", postgres.password())));
    try (Pod first = pod(plane, manifests, volumes, "drift-0")) {
      first.says("leading");
      try (Pod second = pod(plane, manifests, volumes, "drift-1")) {
        second.says("standing by");
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
          first.passes(probe);
          second.passes(probe);
        }
        first.says("compared with");
        first.ends();

        second.says("leading");
        second.says("compared with");
        edit(plane, 5);
        second.finds("drift ");
        second.passes("readinessProbe");
        second.ends();
      }
    }
  }
}
