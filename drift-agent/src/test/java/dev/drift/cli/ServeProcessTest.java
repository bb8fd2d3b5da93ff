package dev.drift.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// `drift serve` as a process: what it prints, and with which exit code it ends.
@Tag("cluster")
class ServeProcessTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  private static final String SECRET = "hunter2-s3cr3tpassw0rd";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path folder;

  /// Each line is one JSON object.
  private static List<JsonNode> entries(ServeProcess daemon) throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    String text = daemon.out();
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      entries.add(MAPPER.readTree(line));
    }
    return entries;
  }

  private static JsonNode logged(ServeProcess daemon, Predicate<JsonNode> wanted)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      for (JsonNode entry : entries(daemon)) {
        if (wanted.test(entry)) {
          return entry;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not logged: " + daemon.out() + daemon.err());
  }

  private static JsonNode says(ServeProcess daemon, String start)
      throws IOException, InterruptedException {
    return logged(daemon, it -> it.get("message").asText().startsWith(start));
  }

  private static String manifests(String mode) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: serve-log}
    data: {mode: "%s"}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: login, namespace: serve-log}
    stringData: {password: initial}
    """
        .formatted(mode);
  }

  @Test
  void printsOneJsonObjectForEachLine(ControlPlane plane) throws Exception {
    plane.kubectl("create", "namespace", "serve-log").orThrow();
    plane.kubectlWithInput(manifests("plain"), "apply", "-f", "-").orThrow();
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), manifests("plain"));
    try (ServeProcess daemon =
        new ServeProcess(
            folder,
            "--repo=" + git,
            "--kubeconfig=" + plane.kubeconfig(),
            "--namespace=serve-log",
            "--log-format=json",
            "--listen=off")) {
      JsonNode checked = logged(daemon, it -> it.get("message").asText().contains("compared with"));
      assertThat(checked.get("level").asText()).isEqualTo("info");
      assertThat(checked.get("target").asText()).isEqualTo("cluster");
      assertThat(checked.get("run").asText()).isNotEmpty();

      plane
          .kubectlWithInput(
              manifests("a\\nline and \\u001b[31mred \\u202e https://robot:%s@example.com/")
                  .formatted(SECRET)
                  .replace("password: initial", "password: " + SECRET),
              "apply",
              "-f",
              "-")
          .orThrow();

      JsonNode found =
          logged(
              daemon,
              it ->
                  it.get("message").asText().startsWith("drift ")
                      && it.at("/resource/kind").asText().equals("ConfigMap"));
      assertThat(Instant.parse(found.get("time").asText()))
          .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
      assertThat(found.get("resource").toString())
          .isEqualTo(
              "{\"group\":\"\",\"kind\":\"ConfigMap\",\"namespace\":\"serve-log\",\"name\":\"settings\"}");
      assertThat(found.get("rule").asText()).matches("[A-Z]{3}[0-9]{3}");
      assertThat(found.get("run").asText()).isNotEmpty().isNotEqualTo(checked.get("run").asText());
      logged(daemon, it -> it.at("/resource/kind").asText().equals("Secret"));

      plane.kubectlWithInput(manifests("plain"), "apply", "-f", "-").orThrow();
      says(daemon, "ended ");
      daemon.terminate();
      assertThat(daemon.exitCode()).isZero();
      says(daemon, "stopping");
      assertThat(daemon.out().lines().toList()).hasSameSizeAs(entries(daemon));
      assertThat(daemon.out())
          .doesNotContain(SECRET)
          .doesNotContain("\u001b")
          .doesNotContain("\u202e");
      for (JsonNode entry : entries(daemon)) {
        assertThat(entry.get("message").asText()).doesNotContain("\u001b").doesNotContain("\n");
      }
      assertThat(daemon.err()).isEmpty();
    }
  }

  /// The end that it was told of is 0, any other one is not.
  @Test
  void anAddressInUseIsAnErrorWithAnExitCode() throws Exception {
    Path git = Files.createDirectory(folder.resolve("git"));
    Files.writeString(git.resolve("all.yaml"), manifests("plain"));
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String listen = "--listen=127.0.0.1:" + taken.getLocalPort();
      try (ServeProcess daemon = new ServeProcess(folder, "--repo=" + git, listen)) {
        assertThat(daemon.exitCode()).isEqualTo(2);
        assertThat(daemon.err()).startsWith("drift: Drift cannot listen on ");
        assertThat(daemon.out()).isEmpty();
      }
      try (ServeProcess daemon =
          new ServeProcess(folder, "--repo=" + git, listen, "--log-format=json")) {
        assertThat(daemon.exitCode()).isEqualTo(2);
        assertThat(entries(daemon))
            .singleElement()
            .satisfies(
                it -> {
                  assertThat(it.get("level").asText()).isEqualTo("error");
                  assertThat(it.get("message").asText()).startsWith("Drift cannot listen on ");
                });
        assertThat(daemon.err()).isEmpty();
      }
    }
  }
}
