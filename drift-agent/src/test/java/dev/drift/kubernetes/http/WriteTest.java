package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What changes something reaches a server at most once, however the server fails. It is a
/// stand-in, because a real API server cannot be made to break off at will.
class WriteTest {
  private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/n/deployments/a";

  private FailingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FailingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  static Stream<Call.Write> writes() {
    return Stream.of(
        new Call.Create("/api/v1/namespaces/n/configmaps", "{\"kind\":\"ConfigMap\"}"),
        new Call.JsonPatch(
            DEPLOYMENT, "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]"),
        new Call.Delete(DEPLOYMENT, "{\"preconditions\":{\"uid\":\"1\"}}"));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheServerBreaksOffAfterTheRequest(Call.Write write) {
    server.script((_, exchange) -> exchange.close());

    assertThat(unknown(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheAnswerBreaksOff(Call.Write write) {
    server.script(
        (_, exchange) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"ki".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    assertThat(unknown(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
    assertThat(server.received()).hasSize(1);
  }

  /// A proxy or an API server whose etcd did not answer says this, and the write may have happened.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheServerFails(Call.Write write) {
    server.script((_, exchange) -> FailingServer.send(exchange, 504, "{\"message\":\"timeout\"}"));

    assertThat(unknown(write).why()).isEqualTo("the server returned HTTP 504: timeout");
    assertThat(server.received()).hasSize(1);
  }

  /// A proxy that has waited too long for the rest of the request, or for the server behind it.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfAProxyGivesUp(Call.Write write) {
    server.script((_, exchange) -> FailingServer.send(exchange, 408, "<html>"));

    assertThat(unknown(write).code()).isEqualTo(408);
    assertThat(server.received()).hasSize(1);
  }

  /// It was carried out, but what is stored is not known.
  @ParameterizedTest
  @MethodSource("writes")
  void isNotKnownToBeDoneIfTheAnswerIsNotJson(Call.Write write) {
    server.script((_, exchange) -> FailingServer.send(exchange, 200, "<html>"));

    assertThat(unknown(write).why()).isEqualTo("the response is not JSON");
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void isNotDoneIfTheServerRefuses(Call.Write write) {
    server.script(
        (_, exchange) ->
            FailingServer.send(
                exchange, 409, "{\"reason\":\"Conflict\",\"message\":\"it has changed\"}"));

    RequestFailed why = notDone(write);
    assertThat(why.code()).isEqualTo(409);
    assertThat(why.reason()).isEqualTo("Conflict");
    assertThat(why.why()).isEqualTo("the server returned HTTP 409: it has changed");
    assertThat(server.received()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void isNotDoneIfNobodyListens(Call.Write write) {
    server.stop();

    RequestFailed why = notDone(write);
    assertThat(why.code()).isZero();
    assertThat(why.kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
  }

  /// API Priority and Fairness rejects before anything is done.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentAgainIfTheServerRejectsItUnread(Call.Write write) {
    server.script(
        (number, exchange) ->
            FailingServer.send(
                exchange, number == 1 ? 429 : 200, number == 1 ? "{}" : "{\"fine\":true}"));

    assertThat(server.api().write(write, JsonReader::read))
        .isEqualTo(new WriteOutcome.Done<>(Value.Obj.EMPTY.with("fine", Value.of(true))));
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void sendsTheBodyWithItsMediaType() {
    server.script((_, exchange) -> FailingServer.send(exchange, 200, "{}"));

    for (Call.Write write : writes().toList()) {
      assertThat(server.api().write(write, JsonReader::read))
          .isEqualTo(new WriteOutcome.Done<Value>(Value.Obj.EMPTY));
    }

    assertThat(server.received())
        .containsExactly(
            "POST /api/v1/namespaces/n/configmaps application/json {\"kind\":\"ConfigMap\"}",
            "PATCH /apis/apps/v1/namespaces/n/deployments/a application/json-patch+json"
                + " [{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]",
            "DELETE /apis/apps/v1/namespaces/n/deployments/a application/json"
                + " {\"preconditions\":{\"uid\":\"1\"}}");
  }

  private RequestFailed unknown(Call.Write write) {
    return ((WriteOutcome.Unknown<Value>) server.api().write(write, JsonReader::read)).why();
  }

  private RequestFailed notDone(Call.Write write) {
    return ((WriteOutcome.NotDone<Value>) server.api().write(write, JsonReader::read)).why();
  }
}
