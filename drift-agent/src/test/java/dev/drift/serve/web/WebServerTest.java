package dev.drift.serve.web;

import static dev.drift.serve.web.Calls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drift.config.Listen;
import dev.drift.config.SecretReference;
import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.finding.FailOn;
import dev.drift.model.DriftException;
import dev.drift.serve.state.Loop;
import dev.drift.serve.state.TargetState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What answers say; [OpenApiTest] tests their form.
class WebServerTest {
  private static final String PUSH =
      """
      {"ref": "refs/heads/main", "repository": {"clone_url": "https://git.example.com/a/b.git"}}""";

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static JsonNode get(TestDaemon daemon, String path)
      throws IOException, InterruptedException {
    return json(Calls.get(daemon.url(path)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                            | 8",
        "?type=drift                                   | 7",
        "?type=posture                                 | 1",
        "?type=drift&namespace=trino&kind=Secret       | 1",
        "?kind=Secret&name=s3-credentials              | 1",
        "?namespace=nowhere                            | 0",
        "?severity=info                                | 8",
        "?rule=NONE01                                  | 0",
        "?limit=3                                      | 8"
      })
  void findingsAreFiltered(String query, int total) throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      JsonNode answer = get(daemon, "/api/v1/targets/prod/findings" + query);
      assertThat(answer.get("total").asInt()).as(answer.toString()).isEqualTo(total);
      assertThat(answer.get("findings").size())
          .isEqualTo(Math.min(total, query.contains("limit=3") ? 3 : 100));
    }
  }

  @Test
  void pagesHaveEachFindingOnce() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      List<String> all = new ArrayList<>();
      for (int offset = 0; offset < 12; offset += 3) {
        get(daemon, "/api/v1/targets/0123456789ab/findings?limit=3&offset=" + offset)
            .get("findings")
            .forEach(it -> all.add(it.get("fingerprint").asText()));
      }
      assertThat(all).hasSize(8).doesNotHaveDuplicates();
      assertThat(
              get(daemon, "/api/v1/targets/prod/findings?offset=2147483647&limit=1000")
                  .get("findings"))
          .isEmpty();
    }
  }

  @Test
  void secretsAreMasked() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      JsonNode secret =
          get(daemon, "/api/v1/targets/prod/findings?kind=Secret").at("/findings/0/live");
      assertThat(secret.has("masked")).isTrue();
      assertThat(secret.has("value")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?severity=worst",
        "?limit=1001",
        "?limit=-1",
        "?limit=99999999999",
        "?offset=x",
        "?limit=1&limit=2",
        "?severty=high",
        "?type=%zz",
        "?=",
        "?type"
      })
  void aMistypedQueryIsAnError(String query) throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      String answer =
          RawCall.exchange(
              daemon.server.address().getPort(),
              "GET /api/v1/targets/prod/findings%s HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(query, TestDaemon.TOKEN));
      assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("severty", "worst");
    }
  }

  @Test
  void healthFollowsTheLoops() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      assertThat(call("GET", daemon.url("/healthz"), "").statusCode()).isEqualTo(200);
      daemon.loops =
          List.of(
              new Loop("scheduler", TestDaemon.NOW.minusSeconds(59), Duration.ofMinutes(1)),
              new Loop("watch prod", TestDaemon.NOW.minusSeconds(61), Duration.ofMinutes(1)));
      HttpResponse<String> answer = call("GET", daemon.url("/healthz"), "");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(json(answer).get("stuck").toString()).isEqualTo("[\"watch prod\"]");
    }
  }

  @Test
  void readinessNamesTargetsAndNoDetails() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.targets =
          List.of(
              TestDaemon.drifted("prod"),
              TestDaemon.failing("dev"),
              TargetState.fresh("new", FailOn.ANY_DRIFT));
      HttpResponse<String> answer = call("GET", daemon.url("/readyz"), "");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body().replaceAll("\\s", ""))
          .isEqualTo(
              "{\"status\":\"not_ready\",\"targets\":[{\"name\":\"prod\",\"status\":\"ready\"},"
                  + "{\"name\":\"dev\",\"status\":\"failing\"},{\"name\":\"new\",\"status\":\"not_evaluated\"}]}");
      daemon.leader = false;
      assertThat(call("GET", daemon.url("/readyz"), "").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer ",
        "Bearer wrong-token-0123456789",
        "Bearer token-of-the-api-012345678",
        "Bearer token-of-the-api-01234567899",
        "Bearer TOKEN-OF-THE-API-0123456789",
        "Basic token-of-the-api-0123456789",
        "token-of-the-api-0123456789",
        "Bearer token-of-the-api-server-789",
        "Bearer secret-of-the-git-server-42"
      })
  void wrongTokensAreRefused(String header) throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      String[] headers = header.isEmpty() ? new String[0] : new String[] {"Authorization", header};
      for (String path : List.of("/api/v1/version", "/api/v1/nothing", "/api/", "/metrics")) {
        HttpResponse<String> answer = call("GET", daemon.url(path), "", headers);
        assertThat(answer.statusCode()).as(path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
            .contains("Bearer realm=\"drift\"");
      }
    }
  }

  @Test
  void twoTokensAreNone() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      String token = "Authorization: Bearer %s\r\n".formatted(TestDaemon.TOKEN);
      assertThat(
              RawCall.exchange(
                  daemon.server.address().getPort(),
                  "GET /api/v1/version HTTP/1.1\r\nHost: a\r\nConnection: close\r\n%s%s\r\n"
                      .formatted(token, token)))
          .startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void aNewTokenCountsAtOnce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "the-first-token-0123\n");
    WebConfig config =
        new WebConfig(
            new Listen("127.0.0.1", 0),
            Optional.empty(),
            Optional.of(new SecretReference.File(file.toString())),
            false,
            Optional.empty(),
            Optional.empty());
    try (TestDaemon daemon =
        new TestDaemon(config, new SecretLookup(folder, Map.of()), List.of())) {
      String url = daemon.url("/api/v1/version");
      assertThat(call("GET", url, "", Calls.bearer("the-first-token-0123")).statusCode())
          .isEqualTo(200);
      Files.writeString(file, "the-second-token-456\n");
      assertThat(call("GET", url, "", Calls.bearer("the-first-token-0123")).statusCode())
          .isEqualTo(401);
      assertThat(call("GET", url, "", Calls.bearer("the-second-token-456")).statusCode())
          .isEqualTo(200);
      Files.delete(file);
      assertThat(call("GET", url, "", Calls.bearer("the-second-token-456")).statusCode())
          .isEqualTo(401);
      assertThat(call("POST", daemon.url("/hooks/git"), PUSH).statusCode()).isEqualTo(401);
      assertThat(call("POST", daemon.url("/hooks/audit"), "{}").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void aShortTokenAndATakenPortAreRefused() throws Exception {
    assertThatThrownBy(
            () ->
                new TestDaemon(
                    TestDaemon.CONFIG,
                    new SecretLookup(Path.of("."), Map.of("API_TOKEN", "s3cr3t")),
                    List.of()))
        .isInstanceOf(DriftException.class)
        .hasMessage("The secret of serve.token cannot be used: it has less than 16 characters.");
    try (TestDaemon daemon = new TestDaemon()) {
      int port = daemon.server.address().getPort();
      assertThatThrownBy(
              () ->
                  new TestDaemon(
                      TestDaemon.CONFIG.at(new Listen("127.0.0.1", port)),
                      TestDaemon.SECRETS,
                      List.of()))
          .isInstanceOf(DriftException.class)
          .hasMessageStartingWith(
              "Drift cannot listen on 127.0.0.1 port %d: it is in use".formatted(port));
    }
  }

  @Test
  void aPushPokesAndAReplayPokesAgain() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      String signature = "sha256=" + Calls.signature(TestDaemon.GIT_SECRET, PUSH);
      for (int i = 0; i < 2; i++) {
        assertThat(
                call("POST", daemon.url("/hooks/git"), PUSH, "X-Hub-Signature-256", signature)
                    .statusCode())
            .isEqualTo(202);
      }
      assertThat(daemon.pokes).hasSize(2);
      assertThat(daemon.pokes.getFirst().branch()).contains("main");
      assertThat(daemon.pokes.getFirst().concerns("git@git.example.com:a/b.git")).isTrue();
      call("POST", daemon.url("/hooks/git"), PUSH + " ", "X-Hub-Signature-256", signature);
      assertThat(daemon.pokes).hasSize(2);
    }
  }

  @Test
  void eventsThatDoNotFitAreRefusedAndEachIsHandedOnOnce() throws Exception {
    try (TestDaemon daemon = new TestDaemon()) {
      daemon.audit = new java.util.concurrent.CountDownLatch(1);
      String url = daemon.url("/hooks/audit/prod");
      assertThat(audit(url, 0, 6_000)).isEqualTo(200);
      Calls.eventually("the first is being handled", () -> status(url, 6_000, 100) == 200);
      assertThat(audit(url, 6_100, 6_000)).isEqualTo(200);
      assertThat(audit(url, 12_100, 6_000)).isEqualTo(429);
      daemon.audit.countDown();
      Calls.eventually("there is room again", () -> status(url, 12_100, 6_000) == 200);
      assertThat(audit(url, 12_100, 6_000)).isEqualTo(200);
      Calls.eventually("all are there", () -> daemon.writes.size() == 18_100);
      assertThat(daemon.writes.stream().map(it -> it.id()).distinct().count()).isEqualTo(18_100);
    }
  }

  private static int status(String url, int first, int number) {
    try {
      return audit(url, first, number);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int audit(String url, int first, int number)
      throws IOException, InterruptedException {
    StringBuilder items = new StringBuilder();
    for (int i = first; i < first + number; i++) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append(
              """
              {"auditID":"id-%d","stage":"ResponseComplete","verb":"delete","user":{"username":"alice"},
              "objectRef":{"resource":"pods","namespace":"a","name":"b","apiVersion":"v1"},
              "responseStatus":{"code":200},"stageTimestamp":"2026-11-29T20:00:00.000000Z"}"""
                  .formatted(i));
    }
    return call(
            "POST",
            url,
            "{\"kind\":\"EventList\",\"apiVersion\":\"audit.k8s.io/v1\",\"items\":[%s]}"
                .formatted(items),
            Calls.bearer(TestDaemon.AUDIT_TOKEN))
        .statusCode();
  }
}
