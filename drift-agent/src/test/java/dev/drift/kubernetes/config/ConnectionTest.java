package dev.drift.kubernetes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.cli.Eventually;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ClusterConnection;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.kubernetes.read.LiveStateReader;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Clusters that cannot be found or talked to.
class ConnectionTest {
  @RegisterExtension static final ControlPlaneExtension PLANE = Clusters.apiServer();

  @TempDir Path folder;

  @Test
  void saysWhereItLookedForAKubeconfig() {
    Environment environment =
        new Environment(Map.of(), folder, folder, false, InstantSource.system());

    Problem problem = problem(() -> Connections.target(ConnectionOptions.defaults(), environment));

    assertThat(problem.code()).isEqualTo(Problem.Code.NO_KUBECONFIG);
    assertThat(problem.message())
        .contains(folder.resolve(".kube/config").toString())
        .contains("--kubeconfig");
  }

  @Test
  void saysThatTheNamedKubeconfigIsNotThere() {
    Path file = folder.resolve("none");

    Problem problem = problem(() -> Clusters.connect(file));

    assertThat(problem.code()).isEqualTo(Problem.Code.NO_KUBECONFIG);
    assertThat(problem.message()).contains(file.toString());
  }

  @Test
  void namesTheContextsThereAre(ControlPlane plane) {
    Problem problem =
        problem(
            () ->
                Connections.target(
                    new ConnectionOptions(Optional.of(plane.kubeconfig()), Optional.of("prod")),
                    Clusters.bare()));

    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_KUBECONFIG);
    assertThat(problem.message()).contains("\"prod\"").contains("Available contexts: drift-test.");
  }

  @Test
  void quotesNothingOfABrokenKubeconfig() throws IOException {
    Path file = folder.resolve("config");
    Files.writeString(file, "users:\n- name: me\n  user: {token: tulip-mania\n");

    Problem problem = problem(() -> Clusters.connect(file));

    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_KUBECONFIG);
    assertThat(problem.message()).contains(file.toString()).doesNotContain("tulip");
  }

  /// The JVM waits for threads that wait for the network, before it ends.
  @Test
  void leavesNoThreadWhenClosed(ControlPlane plane) {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Set<Thread> during;
    try (ClusterConnection connection = Clusters.connect(plane.kubeconfig())) {
      new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system()).kinds();
      during = new HashSet<>(Thread.getAllStackTraces().keySet());
    }
    during.removeAll(before);

    assertThat(during)
        .filteredOn(thread -> thread.getName().endsWith("-SelectorManager"))
        .isNotEmpty()
        .noneMatch(Thread::isAlive);
  }

  @Test
  void refusesAWrongToken(ControlPlane plane) throws IOException {
    Problem problem = problem(() -> kinds(withToken(plane, "tulip-mania")));

    assertThat(problem.code()).isEqualTo(Problem.Code.CREDENTIALS_REFUSED);
    assertThat(problem.message()).contains(plane.server().toString()).doesNotContain("tulip");
  }

  @Test
  void acceptsARightToken(ControlPlane plane) throws IOException {
    assertThat(kinds(withToken(plane, plane.adminToken()))).isPositive();
  }

  @Test
  void refusesACertificateOfAnotherAuthority(ControlPlane plane) throws IOException {
    String other =
        Files.readString(Path.of("src/test/resources/dev/drift/kubernetes/other-authority.pem"));

    Problem problem = problem(() -> kinds(kubeconfig(plane.server().toString(), other, "x")));

    assertThat(problem.code()).isEqualTo(Problem.Code.CERTIFICATE_REFUSED);
    assertThat(problem.message())
        .contains(plane.server().toString())
        .contains("not signed by an authority");
  }

  @Test
  void saysThatNothingListens(ControlPlane plane) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String server = "https://127.0.0.1:" + port;

    Problem problem =
        problem(() -> kinds(kubeconfig(server, Files.readString(plane.caCertificate()), "token")));

    assertThat(problem.code()).isEqualTo(Problem.Code.CLUSTER_UNREACHABLE);
    assertThat(problem.message()).contains(server).contains("the connection was refused");
  }

  /// As of a proxy that closes instead of ending the last chunk. What is packed ends by itself.
  @Test
  void takesACompleteAnswerWhoseStreamBreaksOff() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("{\"gitVersion\":\"v1.36.0\"}".getBytes(StandardCharsets.US_ASCII));
    }
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread once = Thread.ofPlatform().daemon().start(() -> answer(server, packed.toByteArray()));
      Path kubeconfig = kubeconfig("http://127.0.0.1:" + server.getLocalPort(), "", "token");
      try (ClusterConnection connection = Clusters.connect(kubeconfig)) {
        Value answer =
            connection.api().read("/version", "application/json", Retries.NONE, JsonReader::read);

        assertThat(answer).isEqualTo(Value.Obj.EMPTY.with("gitVersion", Value.of("v1.36.0")));
      }
      once.join();
    }
  }

  private static void answer(ServerSocket server, byte[] body) {
    try (Socket client = server.accept()) {
      BufferedReader request =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      while (!request.readLine().isEmpty()) {}
      OutputStream out = client.getOutputStream();
      out.write(
          """
          HTTP/1.1 200 OK\r
          Content-Type: application/json\r
          Content-Encoding: gzip\r
          Transfer-Encoding: chunked\r
          \r
          %x\r
          """
              .formatted(body.length)
              .getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysThatAHostIsNotKnown(ControlPlane plane) throws IOException {
    Problem problem =
        problem(
            () ->
                kinds(
                    kubeconfig(
                        "https://cluster.invalid:6443",
                        Files.readString(plane.caCertificate()),
                        "token")));

    assertThat(problem.code()).isEqualTo(Problem.Code.CLUSTER_UNREACHABLE);
    assertThat(problem.message()).contains("its host name cannot be resolved");
  }

  @Test
  void usesTheServiceAccountOfAPod(ControlPlane plane) throws IOException {
    Files.writeString(folder.resolve("token"), plane.adminToken());
    Files.copy(plane.caCertificate(), folder.resolve("ca.crt"));
    Environment pod =
        new Environment(
            Map.of(
                "KUBERNETES_SERVICE_HOST",
                plane.server().getHost(),
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(plane.server().getPort())),
            Path.of("/nowhere"),
            folder,
            false,
            InstantSource.system());

    try (ClusterConnection connection = Connections.open(ConnectionOptions.defaults(), pod)) {
      assertThat(connection.context()).isEqualTo("in-cluster");
      assertThat(
              new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system())
                  .kinds())
          .isNotEmpty();
    }
  }

  /// A kubelet replaces the token in time; the one before stays valid for a while. This is the
  /// worst case: it was revoked, and the file has another one since.
  @Test
  void readsTheTokenOfAPodAgainWhenItIsRefused(ControlPlane plane) throws IOException {
    plane.kubectl("create", "serviceaccount", "rotated").orThrow();
    Path token = Files.writeString(folder.resolve("token"), boundToken(plane, "first"));
    Files.copy(plane.caCertificate(), folder.resolve("ca.crt"));
    Environment pod =
        new Environment(
            Map.of(
                "KUBERNETES_SERVICE_HOST",
                plane.server().getHost(),
                "KUBERNETES_SERVICE_PORT",
                String.valueOf(plane.server().getPort())),
            Path.of("/nowhere"),
            folder,
            false,
            InstantSource.system());
    try (ClusterConnection connection = Connections.open(ConnectionOptions.defaults(), pod)) {
      assertThat(readsApis(connection)).isTrue();

      plane.kubectl("delete", "secret", "first").orThrow();
      // The API server remembers a valid token for some seconds.
      Eventually.holds(() -> !readsApis(connection));
      Files.writeString(token, boundToken(plane, "second"));

      assertThat(readsApis(connection)).isTrue();
    } finally {
      plane.kubectl("delete", "serviceaccount/rotated", "secret/second").orThrow();
    }
  }

  /// Valid as long as a Secret of that name exists.
  private static String boundToken(ControlPlane plane, String secret) {
    plane.kubectl("create", "secret", "generic", secret).orThrow();
    return plane
        .kubectl(
            "create",
            "token",
            "rotated",
            "--bound-object-kind=Secret",
            "--bound-object-name=" + secret)
        .orThrow()
        .stdout()
        .strip();
  }

  private static boolean readsApis(ClusterConnection connection) {
    try {
      connection.api().read("/apis", "application/json", Retries.NONE, JsonReader::read);
      return true;
    } catch (RequestFailed e) {
      assertThat(e.code()).isEqualTo(401);
      return false;
    }
  }

  @Test
  void asksACredentialPlugin(ControlPlane plane) throws IOException {
    Path plugin = folder.resolve("plugin");
    Files.writeString(
        plugin,
        """
        #!/bin/sh
        echo 'a warning that is no JSON' >&2
        echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",'
        echo '"status":{"token":"%s"}}'
        """
            .formatted(plane.adminToken()));
    assertThat(plugin.toFile().setExecutable(true)).isTrue();
    String user =
        """
            exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}
        """;

    assertThat(kinds(file(plane.server().toString(), authority(plane), user))).isPositive();
  }

  @Test
  void saysThatACredentialPluginIsNotThere(ControlPlane plane) throws IOException {
    String user =
        "    exec: {apiVersion: client.authentication.k8s.io/v1, command: no-such-login}\n";

    Problem problem = problem(() -> kinds(file(plane.server().toString(), authority(plane), user)));

    assertThat(problem.code()).isEqualTo(Problem.Code.CREDENTIALS_REFUSED);
    assertThat(problem.message()).contains("no-such-login").contains("installed");
  }

  private interface Action {
    void run() throws IOException;
  }

  private static Problem problem(Action action) {
    DriftException e = catchThrowableOfType(DriftException.class, action::run);
    assertThat(e).isNotNull();
    return e.problems().getFirst();
  }

  private static int kinds(Path kubeconfig) {
    try (ClusterConnection connection = Clusters.connect(kubeconfig)) {
      return new LiveStateReader(connection, Clusters.REDACTOR, _ -> {}, InstantSource.system())
          .kinds()
          .size();
    }
  }

  private Path withToken(ControlPlane plane, String token) throws IOException {
    return kubeconfig(plane.server().toString(), authority(plane), token);
  }

  private static String authority(ControlPlane plane) throws IOException {
    return Files.readString(plane.caCertificate());
  }

  private Path kubeconfig(String server, String authority, String token) throws IOException {
    return file(server, authority, "    token: " + token + "\n");
  }

  private Path file(String server, String authority, String user) throws IOException {
    Path file = folder.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: here
        contexts:
        - name: here
          context: {cluster: here, user: me}
        clusters:
        - name: here
          cluster: {server: "%s", certificate-authority-data: %s}
        users:
        - name: me
          user:
        """
                .formatted(
                    server,
                    Base64.getEncoder().encodeToString(authority.getBytes(StandardCharsets.UTF_8)))
            + user);
    return file;
  }
}
