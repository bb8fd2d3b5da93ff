package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private ApiServer api;

  /// How the stand-in answers the first, second, … request.
  private interface Script {
    void answer(int number, HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    api = Clusters.standIn(server);
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
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
    script((_, exchange) -> exchange.close());

    assertThat(failure(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
    assertThat(received).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheAnswerBreaksOff(Call.Write write) {
    script(
        (_, exchange) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"ki".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });

    assertThat(failure(write).kind()).isEqualTo(RequestFailed.Kind.UNREACHABLE);
    assertThat(received).hasSize(1);
  }

  /// A proxy or an API server whose etcd did not answer says this, and the write may have happened.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentOnceIfTheServerFails(Call.Write write) {
    script((_, exchange) -> send(exchange, 504, "{\"message\":\"timeout\"}"));

    assertThat(failure(write).why()).isEqualTo("the server returned HTTP 504: timeout");
    assertThat(received).hasSize(1);
  }

  /// API Priority and Fairness rejects before anything is done.
  @ParameterizedTest
  @MethodSource("writes")
  void isSentAgainIfTheServerRejectsItUnread(Call.Write write) throws RequestFailed {
    script(
        (number, exchange) ->
            send(exchange, number == 1 ? 429 : 200, number == 1 ? "{}" : "{\"fine\":true}"));

    Value answer = api.write(write, JsonReader::read);

    assertThat(answer).isEqualTo(Value.Obj.EMPTY.with("fine", Value.of(true)));
    assertThat(received).hasSize(2);
  }

  @Test
  void sendsTheBodyWithItsMediaType() throws RequestFailed {
    script((_, exchange) -> send(exchange, 200, "{}"));

    for (Call.Write write : writes().toList()) {
      api.write(write, JsonReader::read);
    }

    assertThat(received)
        .containsExactly(
            "POST /api/v1/namespaces/n/configmaps application/json {\"kind\":\"ConfigMap\"}",
            "PATCH /apis/apps/v1/namespaces/n/deployments/a application/json-patch+json"
                + " [{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":3}]",
            "DELETE /apis/apps/v1/namespaces/n/deployments/a application/json"
                + " {\"preconditions\":{\"uid\":\"1\"}}");
  }

  private RequestFailed failure(Call.Write write) {
    return catchThrowableOfType(RequestFailed.class, () -> api.write(write, JsonReader::read));
  }

  private void script(Script script) {
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(
              String.join(
                  " ",
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  body));
          script.answer(received.size(), exchange);
        });
  }

  private static void send(HttpExchange exchange, int code, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
