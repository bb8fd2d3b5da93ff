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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Requests to a server that is overloaded or breaks off. The server is a stand-in, because a real
/// API server cannot be made to do that at will.
class OverloadTest {
  private static final Retries QUICK = new Retries(3, Duration.ofMillis(1), Duration.ofSeconds(2));

  private final AtomicInteger requests = new AtomicInteger();
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

  @Test
  void waitsAsLongAsTheServerAsks() throws RequestFailed {
    script(
        (number, exchange) -> {
          if (number == 1) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 429, "{}");
          } else {
            send(exchange, 200, "{\"fine\":true}");
          }
        });
    long start = System.nanoTime();

    assertThat(read()).isEqualTo(JSON_FINE);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
    assertThat(requests).hasValue(2);
  }

  @Test
  void givesUpAtLast() {
    script((_, exchange) -> send(exchange, 503, "{\"message\":\"busy\"}"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.kind()).isEqualTo(RequestFailed.Kind.OTHER);
    assertThat(failed.why()).isEqualTo("the server returned HTTP 503: busy");
    assertThat(requests).hasValue(3);
  }

  @Test
  void readsAgainWhereTheAnswerBreaksOff() throws RequestFailed {
    script(
        (number, exchange) -> {
          if (number == 1) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"fi".getBytes(StandardCharsets.UTF_8));
            exchange.close();
          } else {
            send(exchange, 200, "{\"fine\":true}");
          }
        });

    assertThat(read()).isEqualTo(JSON_FINE);
    assertThat(requests).hasValue(2);
  }

  @Test
  void doesNotAskAgainWhatIsForbidden() {
    script((_, exchange) -> send(exchange, 403, "{\"message\":\"no\"}"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.kind()).isEqualTo(RequestFailed.Kind.FORBIDDEN);
    assertThat(requests).hasValue(1);
  }

  @Test
  void doesNotQuoteThePageOfAProxy() {
    script((_, exchange) -> send(exchange, 200, "<html>tulip-mania</html>"));

    RequestFailed failed = catchThrowableOfType(RequestFailed.class, this::read);

    assertThat(failed.why()).isEqualTo("the response is not JSON");
  }

  private static final Value JSON_FINE = new Value.Obj(Map.of("fine", Value.of(true)));

  private Value read() throws RequestFailed {
    return api.read("/x", "application/json", QUICK, JsonReader::read);
  }

  private void script(Script script) {
    server.createContext("/", exchange -> script.answer(requests.incrementAndGet(), exchange));
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
