package dev.drift.serve.web;

import static dev.drift.serve.web.Calls.bearer;
import static dev.drift.serve.web.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.finding.FailOn;
import dev.drift.report.SampleReports;
import dev.drift.serve.hook.AuditInbox;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.TargetState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// `docs/openapi.yaml` has each route of the code, no other one, and describes every answer.
class OpenApiTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "repository": {"clone_url": "https://git.example.com/a.git"}}""";
  private static final String EVENTS =
      """
      {"kind": "EventList", "apiVersion": "audit.k8s.io/v1", "items": []}""";

  private final OpenApiDocument api = OpenApiDocument.read();
  private final JsonNode document = api.root();
  private final Set<String> exercised = new TreeSet<>();

  @Test
  void hasEachRouteAndNoOther() {
    Set<String> documented = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (!method.equals("parameters")) {
                            documented.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    try (TestDaemon daemon = new TestDaemon()) {
      Set<String> coded = new TreeSet<>();
      WebServer.routes(
              new WebServer.Daemon(daemon, daemon, daemon.metrics, daemon.registry),
              new Credentials(TestDaemon.CONFIG, TestDaemon.SECRETS),
              new AuditInbox(daemon, daemon.metrics),
              InstantSource.fixed(TestDaemon.NOW))
          .forEach(route -> coded.add(route.method() + " " + route.template()));
      assertThat(documented).containsExactlyElementsOf(coded);
    }
  }

  @Test
  void parametersAreThoseOfTheCode() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      for (var path : document.get("paths").properties()) {
        JsonNode operation = path.getValue().path("get");
        if (!path.getKey().startsWith("/api/") || operation.isMissingNode()) {
          continue;
        }
        Set<String> names = new TreeSet<>();
        operation
            .path("parameters")
            .forEach(it -> names.add(api.resolved(it).get("name").asText()));
        String message =
            MAPPER
                .readTree(
                    Calls.get(daemon.url(filled(path.getKey(), "prod") + "?nothing=1")).body())
                .at("/error/message")
                .asText();
        if (names.isEmpty()) {
          assertThat(message).isEqualTo("This route has no parameters.");
        } else {
          String listed = message.replaceFirst("Unknown parameter; this route has (.*)\\.", "$1");
          assertThat(new TreeSet<>(List.of(listed.split(", ")))).as(path.getKey()).isEqualTo(names);
        }
      }
    }
  }

  /// Every answer that is documented is caused here, and nothing else is answered.
  @Test
  void everyAnswerIsAsDocumented() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      for (var path : document.get("paths").properties()) {
        exercise(daemon, path.getKey());
      }
      daemon.targets = List.of(TestDaemon.failing("prod"));
      for (String path :
          List.of("", "/findings", "/coverage", "/acts", "/resources?verdict=drifted")) {
        get(daemon, "/api/v1/targets/{target}" + path, "prod", 200);
      }
      get(daemon, "/api/v1/targets", "", 200);
      get(daemon, "/readyz", "", 503);
      daemon.targets = List.of(TargetState.fresh("prod", FailOn.ANY_DRIFT));
      for (String path : List.of("", "/acts", "/runs", "/timeline")) {
        get(daemon, "/api/v1/targets/{target}" + path, "prod", 200);
      }
      for (String path :
          List.of("/findings", "/findings/{fingerprint}", "/coverage", "/resources", "/page")) {
        get(daemon, "/api/v1/targets/{target}" + path, "prod", 503);
      }
      for (var report :
          List.of(SampleReports.clean(), SampleReports.incomplete(), SampleReports.invalid())) {
        daemon.targets = List.of(TestDaemon.state(TestDaemon.ID, "prod", report));
        for (String path : List.of("", "/findings", "/coverage", "/resources", "/page")) {
          get(daemon, "/api/v1/targets/{target}" + path, "prod", 200);
        }
      }
      daemon.leader = false;
      get(daemon, "/readyz", "", 200);
      post(daemon, "/hooks/audit", EVENTS, 503, bearer(TestDaemon.AUDIT_TOKEN));
      post(daemon, "/hooks/audit/{target}", EVENTS, 503, bearer(TestDaemon.AUDIT_TOKEN));
      daemon.loops =
          List.of(new Loop("watch prod", TestDaemon.NOW.minusSeconds(61), Duration.ofMinutes(1)));
      get(daemon, "/healthz", "", 503);
      daemon.targets = List.of(TestDaemon.drifted("prod"), TestDaemon.drifted("dev"));
      post(daemon, "/hooks/audit", EVENTS, 400, bearer(TestDaemon.AUDIT_TOKEN));
    }
    busy();
    storeGone();
    Set<String> documented = new TreeSet<>();
    for (var path : document.get("paths").properties()) {
      for (String method : List.of("get", "post")) {
        path.getValue()
            .path(method)
            .path("responses")
            .fieldNames()
            .forEachRemaining(
                status -> documented.add(method + " " + path.getKey() + " " + status));
      }
    }
    assertThat(exercised).containsAll(documented);
  }

  private void exercise(TestDaemon daemon, String path) throws Exception {
    boolean hook = path.startsWith("/hooks/");
    boolean open = path.equals("/") || path.equals("/healthz") || path.equals("/readyz");
    String[] nobody = {};
    if (!hook) {
      get(daemon, path, "prod", 200);
      check(
          path,
          "post",
          call("POST", daemon.url(filled(path, "prod")), "", bearer(TestDaemon.TOKEN)),
          405,
          "get");
      check(
          path,
          "get",
          call("GET", daemon.url(filled(path, "prod")), "x", bearer(TestDaemon.TOKEN)),
          413,
          "get");
      if (!open) {
        check(path, "get", call("GET", daemon.url(filled(path, "prod")), "", nobody), 401, "get");
      }
      if (path.startsWith("/api/")) {
        get(daemon, path + "?limit=0", "prod", 400);
      }
      if (path.contains("{target}")) {
        get(daemon, path, "nobody", 404);
      }
      return;
    }
    boolean git = path.equals("/hooks/git");
    String body = git ? PUSH : EVENTS;
    post(daemon, path, body, git ? 202 : 200, credentials(git, body));
    post(daemon, path, "{", 400, credentials(git, "{"));
    post(daemon, path, body, 401, nobody);
    long tooMuch = (git ? 5 : 64) * 1024L * 1024 + 1;
    check(path, "post", announced(daemon, filled(path, "prod"), tooMuch), 413, "post");
    check(
        path,
        "get",
        call("GET", daemon.url(filled(path, "prod")), "", credentials(git, "")),
        405,
        "post");
    if (path.contains("{target}")) {
      check(
          path,
          "post",
          call("POST", daemon.url(filled(path, "nobody")), body, credentials(git, body)),
          404,
          "post");
    }
  }

  /// With a length that is announced, of a body that is not sent: a client that still sends when
  /// the server closes the connection may lose the answer.
  private static HttpResponse<String> announced(TestDaemon daemon, String path, long length)
      throws Exception {
    return RawCall.post(
        daemon.server.address().getPort(),
        path,
        length,
        "Authorization: Bearer " + TestDaemon.AUDIT_TOKEN);
  }

  /// More callers at once than are answered at once.
  private void busy() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.runs = new CountDownLatch(1);
      List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        waiting.add(
            Calls.callLater(daemon.url("/api/v1/targets/prod/runs"), bearer(TestDaemon.TOKEN)));
      }
      Calls.eventually(
          "all are taken",
          () -> {
            try {
              return Calls.get(daemon.url("/api/v1/version")).statusCode() == 429;
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      for (var path : document.get("paths").properties()) {
        if (path.getKey().startsWith("/api/")) {
          get(daemon, path.getKey(), "prod", 429);
        }
      }
      get(daemon, "/healthz", "", 200);
      daemon.runs.countDown();
      for (var each : waiting) {
        assertThat(each.get().statusCode()).isEqualTo(200);
      }
    }
    try (TestDaemon daemon = new TestDaemon()) {
      List<AutoCloseable> slow = new ArrayList<>();
      int port = daemon.server.address().getPort();
      for (String[] path :
          List.of(
              new String[] {"POST /hooks/git", "4", ""},
              new String[] {
                "POST /hooks/audit", "8", "Authorization: Bearer " + TestDaemon.AUDIT_TOKEN
              })) {
        for (int i = 0; i < Integer.parseInt(path[1]); i++) {
          slow.add(RawCall.begin(port, path[0], 1000, path[2]));
        }
      }
      Calls.eventually(
          "Git servers wait",
          () -> status(daemon, "/hooks/git", PUSH, credentials(true, PUSH)) == 429);
      Calls.eventually(
          "API servers wait",
          () -> status(daemon, "/hooks/audit", EVENTS, credentials(false, EVENTS)) == 429);
      post(daemon, "/hooks/git", PUSH, 429, credentials(true, PUSH));
      post(daemon, "/hooks/audit", EVENTS, 429, credentials(false, EVENTS));
      post(daemon, "/hooks/audit/{target}", EVENTS, 429, credentials(false, EVENTS));
      for (AutoCloseable each : slow) {
        each.close();
      }
    }
    exercised.add("get /metrics 429"); // the same gate as that of the API
  }

  private static int status(TestDaemon daemon, String path, String body, String[] headers) {
    try {
      return call("POST", daemon.url(path), body, headers).statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void storeGone() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.storeGone = true;
      get(daemon, "/api/v1/targets/{target}/runs", "prod", 503);
      get(daemon, "/api/v1/targets/{target}/timeline", "prod", 503);
    }
  }

  private static String[] credentials(boolean git, String body) {
    return git
        ? new String[] {
          "X-Hub-Signature-256", "sha256=" + Calls.signature(TestDaemon.GIT_SECRET, body)
        }
        : bearer(TestDaemon.AUDIT_TOKEN);
  }

  private void get(TestDaemon daemon, String path, String target, int status) throws Exception {
    check(path, "get", Calls.get(daemon.url(filled(path, target))), status, "get");
  }

  private void post(TestDaemon daemon, String path, String body, int status, String... headers)
      throws Exception {
    check(
        path,
        "post",
        call("POST", daemon.url(filled(path, "prod")), body, headers),
        status,
        "post");
  }

  private static String filled(String path, String target) {
    return path.replace("{target}", target)
        .replace("{fingerprint}", SampleReports.drifted().findings().getFirst().fingerprint());
  }

  /// @param documented the method of the route, which differs from that of a 405
  private void check(
      String pathAndQuery,
      String method,
      HttpResponse<String> response,
      int status,
      String documented)
      throws IOException {
    String path = pathAndQuery.replaceFirst("\\?.*", "");
    assertThat(response.statusCode())
        .as("%s %s: %s", method, path, response.body())
        .isEqualTo(status);
    api.verify(path, documented, response);
    exercised.add("%s %s %d".formatted(documented, path, status));
  }

  @Test
  void theSchemasRefuseWhatIsWrong() throws IOException {
    JsonNode target = document.at("/components/schemas/TargetList");
    assertThat(target.isObject()).isTrue();
    JsonNode reference = MAPPER.readTree("{\"$ref\": \"#/components/schemas/TargetList\"}");
    assertThat(api.problems(reference, MAPPER.readTree("{\"targets\": [{\"name\": 1}]}")))
        .isNotEmpty();
    assertThat(
            api.problems(
                MAPPER.readTree("{\"$ref\": \"#/components/schemas/OneFinding\"}"),
                MAPPER.readTree(
                    "{\"run\": \"a\", \"evaluatedAt\": \"2026-11-29T21:00:00Z\", \"finding\": {}}")))
        .isNotEmpty();
  }
}
