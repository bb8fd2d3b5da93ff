package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.json.JsonReader;
import dev.drift.model.Value;
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

    assertThat(failure(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
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

    assertThat(failure(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
    assertThat(server.received()).hasSize(1);
  }

  /// A proxy or an API server whose etcd did not answer says this, and the write may have happened.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheServerFails(Call.Write write) {
    server.script((_, exchange) -> FailingServer.send(exchange, 504, "{\"message\":\"timeout\"}"));

    assertThat(failure(write).why()).isEqualTo("the server returned HTTP 504: timeout");
    assertThat(server.received()).hasSize(1);
  }

  /// API Priority and Fairness rejects before anything is done.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentAgainIfTheServerRejectsItUnread(Call.Write write) throws RequestFailed {
    server.script(
        (number, exchange) ->
            FailingServer.send(
                exchange, number == 1 ? 429 : 200, number == 1 ? "{}" : "{\"fine\":true}"));

    Value answer = server.api().write(write, JsonReader::read);

    assertThat(answer).isEqualTo(Value.Obj.EMPTY.with("fine", Value.of(true)));
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void sendsTheBodyWithItsMediaType() throws RequestFailed {
    server.script((_, exchange) -> FailingServer.send(exchange, 200, "{}"));

    for (Call.Write write : writes().toList()) {
      server.api().write(write, JsonReader::read);
    }

    assertThat(server.received())
        .containsExactly(
            "POST /api/v1/namespaces/n/configmaps application/json {\"kind\":\"ConfigMap\"}",
            "PATCH /apis/apps/v1/namespaces/n/deployments/a application/json-patch+json"
                + " [{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]",
            "DELETE /apis/apps/v1/namespaces/n/deployments/a application/json"
                + " {\"preconditions\":{\"uid\":\"1\"}}");
  }

  private RequestFailed failure(Call.Write write) {
    return catchThrowableOfType(
        RequestFailed.class, () -> server.api().write(write, JsonReader::read));
  }
}
