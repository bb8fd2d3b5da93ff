package dev.drift.kubernetes.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests to a server that is overloaded or breaks off. The server is a stand-in, because a real
/// API server cannot be made to do that at will.
class OverloadTest {
  private static final Retries QUICK = new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(2));

  private FailingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FailingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void waitsAsLongAsTheServerAsks() throws RequestFailed {
    server.script(
        (number, exchange) -> {
          if (number == 1) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            FailingServer.send(exchange, 429, "{}");
          } else {
            FailingServer.send(exchange, 200, "{\"fine\":true}");
          }
        });
    long start = System.nanoTime();

    assertThat(read()).isEqualTo(JSON_FINE);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void givesUpAtLast() {
    server.script((_, exchange) -> FailingServer.send(exchange, 503, "{\"message\":\"busy\"}"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.kind()).isEqualTo(RequestFailed.Kind.OTHER);
    assertThat(failed.why()).isEqualTo("the server returned HTTP 503: busy");
    assertThat(server.received()).hasSize(3);
  }

  @Test
  void readsAgainWhereTheAnswerBreaksOff() throws RequestFailed {
    server.script(
        (number, exchange) -> {
          if (number == 1) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"fi".getBytes(StandardCharsets.UTF_8));
            exchange.close();
          } else {
            FailingServer.send(exchange, 200, "{\"fine\":true}");
          }
        });

    assertThat(read()).isEqualTo(JSON_FINE);
    assertThat(server.received()).hasSize(2);
  }

  @Test
  void doesNotAskAgainWhatIsForbidden() {
    server.script((_, exchange) -> FailingServer.send(exchange, 403, "{\"message\":\"no\"}"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.kind()).isEqualTo(RequestFailed.Kind.FORBIDDEN);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void doesNotQuoteThePageOfAProxy() {
    server.script((_, exchange) -> FailingServer.send(exchange, 200, "<html>tulip-mania</html>"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.why()).isEqualTo("the response is not JSON");
  }

  private static final Value JSON_FINE = new Value.Obj(Map.of("fine", Value.of(true)));

  private Value read() throws RequestFailed {
    return server.api().read("/x", "application/json", QUICK, JsonReader::read);
  }
}
