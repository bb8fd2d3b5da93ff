package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.config.Deployers;
import dev.drift.config.Listen;
import dev.drift.config.WebConfig;
import dev.drift.finding.Attribution;
import dev.drift.model.value.Value;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.CheckRequestBuilder;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.policy.action.Action;
import dev.drift.serve.Daemon;
import dev.drift.serve.Schedule;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.source.plain.PlainRenderer;
import dev.drift.store.Database;
import dev.drift.store.HistoryFilter;
import dev.drift.store.RunQueries;
import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;
import dev.drift.store.StoredFinding;
import dev.drift.store.TrailTable;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Kubectl;
import dev.drift.trail.Auditor;
import dev.drift.trail.RecordType;
import dev.drift.trail.TrailRecord;
import dev.drift.trail.export.AuditExport;
import dev.drift.trail.export.JsonExport;
import dev.drift.trail.export.Period;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What others than deployers write is named, recorded and reported: by the audit webhook of a real
/// API server, and by its file.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FollowedRequestsTest {
  private static final String CANARY = "canary-battery-staple";
  private static final Duration LONG = Duration.ofHours(1);

  private static final String POLICY =
      """
      apiVersion: drift.dev/v1
      kind: Policy
      metadata: {name: test}
      spec:
        actions:
          - name: undo
            match: {kinds: [ConfigMap], users: [alice]}
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

  @TempDir private static Path folder;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private ControlPlane plane;
  private WebConfig web;
  private Kubectl alice;
  private String deployer;

  @BeforeAll
  void start() throws IOException {
    ServerCertificates certificates = ServerCertificates.create(folder, "RSA", true);
    int port = freePort();
    web = certificates.https(new Listen("127.0.0.1", port));
    Path webhook =
        Files.writeString(
            folder.resolve("webhook.yaml"),
            """
            apiVersion: v1
            kind: Config
            clusters:
              - {name: drift, cluster: {server: "https://127.0.0.1:%d/hooks/audit", certificate-authority: %s}}
            users:
              - {name: api-server, user: {token: %s}}
            contexts:
              - {name: drift, context: {cluster: drift, user: api-server}}
            current-context: drift
            """
                .formatted(port, certificates.certificate(), TestDaemon.AUDIT_TOKEN));
    plane =
        ControlPlane.start(
            ControlPlaneOptions.apiServerOnly()
                .withApiServerArguments(
                    List.of(
                        "--audit-log-maxsize=1",
                        "--audit-webhook-config-file=" + webhook,
                        "--audit-webhook-batch-max-wait=1s",
                        "--audit-webhook-initial-backoff=500ms")));
    for (String user : List.of("alice", "drift")) {
      plane
          .kubectl(
              "create", "clusterrolebinding", user, "--clusterrole=cluster-admin", "--user", user)
          .orThrow();
    }
    alice = plane.kubectl().as(plane.kubeconfigFor("alice"));
    deployer =
        plane
            .kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")
            .orThrow()
            .stdout()
            .strip();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  void stop() {
    plane.close();
  }

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

  private Running start(ServeRequest.Target target, Optional<WebConfig> served) {
    log.clear();
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("AUDIT_TOKEN", TestDaemon.AUDIT_TOKEN);
    environment.put("API_TOKEN", TestDaemon.TOKEN);
    environment.put("GIT_SECRET", TestDaemon.GIT_SECRET);
    Daemon daemon =
        new Daemon(
            new ServeRequest(
                List.of(target),
                new Schedule.Every(LONG),
                LONG,
                served,
                new Deployers(List.of(new Deployers.Entry.User(deployer))),
                Optional.empty(),
                Duration.ofSeconds(10)),
            new Agent(
                environment,
                false,
                InstantSource.system(),
                () -> UUID.randomUUID().toString(),
                new PlainRenderer(YamlLimits.DEFAULT)),
            DaemonLog.lines(log::add, false));
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

  private static String manifests(String namespace) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, namespace: %1$s}
    data: {mode: plain, gone: '1', large: '1'}
    ---
    apiVersion: v1
    kind: Secret
    metadata: {name: login, namespace: %1$s}
    stringData: {password: correct-horse}
    """
        .formatted(namespace);
  }

  private CheckRequestBuilder deployed(String namespace, Path kubeconfig) throws IOException {
    plane.kubectl("create", "namespace", namespace).orThrow();
    Path git = Files.createDirectories(folder.resolve(namespace));
    Path file = Files.writeString(git.resolve("all.yaml"), manifests(namespace));
    plane.kubectl("apply", "-f", file.toString()).orThrow();
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);
    return CheckRequestBuilder.ofCluster(git, kubeconfig)
        .namespaces(List.of(namespace))
        .policies(policy);
  }

  private CheckRequest stored(CheckRequest check, String namespace) {
    return check.with(
        new StoreRequest(
            Optional.of(store(namespace).toString()), Optional.empty(), Optional.empty()));
  }

  private static Path store(String namespace) {
    return folder.resolve(namespace + "-store/drift.db");
  }

  private static void run(Kubectl kubectl, String namespace, String... words) {
    kubectl
        .run(Stream.concat(Stream.of("-n", namespace), Stream.of(words)).toArray(String[]::new))
        .orThrow();
  }

  private static void patch(Kubectl kubectl, String namespace, String object, String patch) {
    run(kubectl, namespace, "patch", object, "-p", patch);
  }

  private String logged(Predicate<String> wanted) {
    Instant end = Instant.now().plus(Duration.ofSeconds(40));
    while (Instant.now().isBefore(end)) {
      Optional<String> found = log.stream().filter(wanted).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    throw new AssertionError("not logged: " + String.join("\n", log));
  }

  /// The finding names its author at once, or as soon as the request log has arrived.
  private void author(String who, String object, String path) {
    logged(
        it ->
            (it.startsWith("drift ")
                    && it.contains(object)
                    && it.contains(path)
                    && it.endsWith("(" + who + ")"))
                || (it.startsWith("author of ")
                    && it.contains(object)
                    && it.contains(path)
                    && it.contains(": " + who + " ")));
  }

  private static String request(TrailRecord record) {
    Value.Obj body = record.content();
    return "%s %s %s/%s"
        .formatted(
            body.text("user").orElse(""),
            body.text("verb").orElse(""),
            body.object("resource").text("kind").orElse(""),
            body.object("resource").text("name").orElse(""));
  }

  /// What the store has.
  private record Stored(List<String> requests, List<StoredFinding> findings, String export) {}

  private static Stored read(String namespace) {
    try (Database database =
        Database.openExisting(
            StoreUrl.parse(store(namespace).toString(), Path.of("")), StoreLogin.NONE)) {
      StoredTrails trails = new StoredTrails(new TrailTable(database));
      assertThat(new Auditor(trails, InstantSource.system()).verify(Optional.empty(), List.of()))
          .singleElement()
          .satisfies(it -> assertThat(it.isIntact()).isTrue());
      List<String> requests = new ArrayList<>();
      String target = trails.targets().getFirst();
      trails.read(target, 1, Set.of(RecordType.REQUEST), it -> requests.add(request(it)));
      RunQueries queries = new RunQueries(database);
      return new Stored(
          requests,
          queries.history(queries.targets().getFirst(), EVERYTHING).findings(),
          JsonExport.text(
              AuditExport.of(
                  trails,
                  trails.targets(),
                  new Period(Instant.EPOCH, Instant.now().plusSeconds(60)),
                  Instant.now(),
                  "test")));
    }
  }

  private void showsNoSecret(String namespace) {
    assertThat(log).noneMatch(it -> it.contains(CANARY));
    try (Stream<Path> files = Files.list(store(namespace).getParent())) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                      .doesNotContain(CANARY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theWebhookNamesAuthorsAlsoOfWhatWasUndone() throws IOException {
    String namespace = "requests-hook";
    CheckRequest check = stored(deployed(namespace, plane.kubeconfig()).build(), namespace);
    ServeRequest.Target target =
        new ServeRequest.Target("hooked", check, Optional.empty(), Optional.empty());
    try (var _ = start(target, Optional.of(web))) {
      logged(it -> it.contains("compared with"));
      patch(alice, namespace, "cm/settings", "{\"data\":{\"mode\":\"loud\",\"gone\":null}}");
      patch(alice, namespace, "secret/login", "{\"stringData\":{\"password\":\"" + CANARY + "\"}}");
      run(alice, namespace, "create", "configmap", "undone", "--from-literal=a=" + CANARY);
      run(alice, namespace, "delete", "configmap", "undone");
      run(alice, namespace, "delete", "configmap", "settings", "--dry-run=server");
      run(plane.kubectl(), namespace, "create", "configmap", "released");
      run(alice, "default", "create", "configmap", "elsewhere");

      logged(
          it ->
              it.startsWith(
                  "write by alice: create ConfigMap requests-hook/undone with kubectl/v"));
      logged(it -> it.startsWith("write by alice: delete ConfigMap requests-hook/undone with "));
      author("alice", "ConfigMap requests-hook/settings", "mode");
      author("alice", "ConfigMap requests-hook/settings", "gone");
      author("alice", "Secret requests-hook/login", "password");
    }

    Stored stored = read(namespace);
    assertThat(stored.requests())
        .containsExactly(
            "alice patch ConfigMap/settings",
            "alice patch Secret/login",
            "alice create ConfigMap/undone",
            "alice delete ConfigMap/undone");
    assertThat(stored.findings())
        .filteredOn(it -> it.resource().id().name().equals("settings"))
        .hasSize(2)
        .allSatisfy(
            it -> {
              Attribution.Request by = it.attribution().request().orElseThrow();
              assertThat(by.user()).isEqualTo("alice");
              assertThat(by.tool()).startsWith("kubectl/v");
              assertThat(it.attribution().confidence()).isEqualTo(Attribution.Confidence.PROVEN);
            });
    assertThat(stored.findings())
        .filteredOn(it -> it.resource().id().name().equals("login"))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.attribution().request().map(Attribution.Request::user))
                    .contains("alice"));
    assertThat(exported(stored, "settings", "data.mode")).isEqualTo("alice");
    assertThat(exported(stored, "settings", "data.gone")).isEqualTo("alice");
    showsNoSecret(namespace);
  }

  private static String exported(Stored stored, String name, String path) throws IOException {
    for (JsonNode finding : new ObjectMapper().readTree(stored.export()).at("/findings")) {
      if (finding.at("/resource").asText().endsWith("/" + name)
          && finding.at("/path").asText().equals(path)) {
        return finding.at("/who").asText();
      }
    }
    throw new AssertionError("not exported: " + stored.export());
  }

  /// What somebody wrote before the start is named; what was written while Drift did not run is
  /// recorded afterwards, and nothing twice.
  @Test
  void theFileIsFollowedOverRotationAndRestart() throws IOException {
    String namespace = "requests-file";
    CheckRequest check =
        stored(
            deployed(namespace, plane.kubeconfig())
                .requestLog(Optional.of(plane.auditLog()))
                .build(),
            namespace);
    ServeRequest.Target target =
        new ServeRequest.Target("followed", check, Optional.empty(), Optional.empty());
    patch(alice, namespace, "cm/settings", "{\"data\":{\"mode\":\"before\"}}");
    try (var _ = start(target, Optional.empty())) {
      author("alice", "ConfigMap requests-file/settings", "mode");
      run(alice, namespace, "create", "configmap", "first");
      logged(it -> it.startsWith("write by alice: create ConfigMap requests-file/first"));

      for (int i = 0; i < 3; i++) {
        patch(
            plane.kubectl(),
            namespace,
            "cm/settings",
            "{\"data\":{\"large\":\"%s\"}}".formatted((i + "x").repeat(60_000)));
      }
      for (int i = 0; i < 12 && rotated() == 0; i++) {
        patch(
            plane.kubectl(),
            namespace,
            "cm/settings",
            "{\"data\":{\"large\":\"%s\"}}".formatted((i + "y").repeat(60_000)));
      }
      assertThat(rotated()).as("the API server began a new file").isPositive();
      run(alice, namespace, "create", "configmap", "second");
      logged(it -> it.startsWith("write by alice: create ConfigMap requests-file/second"));
    }
    run(alice, namespace, "delete", "configmap", "second");
    try (var _ = start(target, Optional.empty())) {
      logged(it -> it.startsWith("write by alice: delete ConfigMap requests-file/second"));
      run(alice, namespace, "delete", "configmap", "first");
      logged(it -> it.startsWith("write by alice: delete ConfigMap requests-file/first"));
    }

    assertThat(read(namespace).requests())
        .containsExactly(
            "alice create ConfigMap/first",
            "alice create ConfigMap/second",
            "alice delete ConfigMap/second",
            "alice delete ConfigMap/first");
  }

  private long rotated() throws IOException {
    try (Stream<Path> files = Files.list(plane.auditLog().getParent())) {
      return files.filter(it -> it.getFileName().toString().startsWith("audit-20")).count();
    }
  }

  /// A finding that is undone at once has an author all the same, and Drift does not report itself.
  /// What a policy orders by users, it orders of what these did.
  @Test
  void whatIsUndoneAtOnceHasAnAuthor() throws IOException {
    String namespace = "requests-act";
    CheckRequest check =
        stored(
            deployed(namespace, plane.kubeconfigFor("drift"))
                .requestLog(Optional.of(plane.auditLog()))
                .build(),
            namespace);
    ServeRequest.Target target =
        new ServeRequest.Target(
            "acting",
            check,
            Optional.of(
                new ActRequest(
                    check,
                    Set.of(Action.REVERT),
                    Optional.empty(),
                    new ActRequest.Approval.ByPolicy(),
                    folder.resolve("record"),
                    Optional.of(ActRequest.HEAD))),
            Optional.empty());
    try (var _ = start(target, Optional.empty())) {
      logged(it -> it.contains("compared with"));
      patch(alice, namespace, "cm/settings", "{\"data\":{\"mode\":\"loud\"}}");
      logged(it -> it.startsWith("patch ConfigMap requests-act/settings: done"));
      logged(it -> it.startsWith("ended "));
      logged(it -> it.startsWith("write by alice: patch ConfigMap requests-act/settings"));
      run(alice, namespace, "create", "configmap", "later");
      logged(it -> it.startsWith("write by alice: create ConfigMap requests-act/later"));
      log.clear();
      patch(plane.kubectl(), namespace, "cm/settings", "{\"data\":{\"mode\":\"released\"}}");
      author(deployer, "ConfigMap requests-act/settings", "mode");
      assertThat(log).noneMatch(it -> it.startsWith("patch "));
    }

    Stored stored = read(namespace);
    assertThat(stored.requests())
        .containsExactly("alice patch ConfigMap/settings", "alice create ConfigMap/later");
    assertThat(exported(stored, "settings", "data.mode")).isEqualTo("alice");
  }
}
