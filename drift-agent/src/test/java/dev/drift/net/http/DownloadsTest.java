package dev.drift.net.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.drift.net.AllowedUrls;
import dev.drift.testkit.UntrustedServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadsTest {
  private static final Map<String, String> LOGIN = Map.of("Authorization", "Bearer s3cr3t");

  private final Server one = new Server();
  private final Server other = new Server();

  @AfterEach
  void stop() {
    one.server.stop(0);
    other.server.stop(0);
  }

  /// Answers `/to?URL` with a redirect, `/slow` with a byte a second, and everything else with its
  /// path.
  private static final class Server {
    private final HttpServer server;

    /// The path of each request, with its authorization.
    private final List<String> requests = new CopyOnWriteArrayList<>();

    Server() {
      try {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::handle);
      server.start();
    }

    String url(String path) {
      return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), path);
    }

    private void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        String path = exchange.getRequestURI().getPath();
        requests.add(
            "%s %s".formatted(path, exchange.getRequestHeaders().getFirst("Authorization")));
        if (path.equals("/to")) {
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().getQuery());
          exchange.sendResponseHeaders(307, -1);
        } else {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write(path.getBytes(UTF_8));
          for (int i = 0; path.equals("/slow") && i < 10; i++) {
            out.flush();
            Thread.sleep(Duration.ofSeconds(1));
            out.write('.');
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Downloads downloads(String... allowed) {
    return new Downloads(AllowedUrls.of(Arrays.asList(allowed)), Map.of(), Duration.ofSeconds(2));
  }

  private static String text(Downloads.Answer answer) {
    return switch (answer) {
      case Downloads.Answer.Received received -> new String(received.body(), UTF_8);
      case Downloads.Answer.Failed(String why) -> why;
    };
  }

  @Test
  void asksForNothingThatIsNotAllowed() {
    assertThat(text(downloads(one.url("charts/")).get(one.url("other/a"), 100)))
        .isEqualTo(AllowedUrls.REFUSED);
    assertThat(one.requests).isEmpty();
  }

  @Test
  void followsRedirectsThatAreAllowed() {
    assertThat(
            text(
                downloads(one.url(""), other.url("files/"))
                    .get(one.url("to?" + other.url("files/a")), 100)))
        .isEqualTo("/files/a");
  }

  @Test
  void followsNoOthers() {
    assertThat(text(downloads(one.url("")).get(one.url("to?" + other.url("files/a")), 100)))
        .isEqualTo(
            "redirects to %s, which %s".formatted(other.url("files/a"), AllowedUrls.REFUSED));
    assertThat(other.requests).isEmpty();
  }

  @Test
  void aLoginStaysWithItsServer() {
    Downloads downloads = downloads(one.url(""), other.url(""));

    downloads.get(one.url("to?/a"), LOGIN, 100, _ -> false);
    downloads.get(one.url("to?" + other.url("b")), LOGIN, 100, _ -> false);

    assertThat(one.requests)
        .containsExactly("/to Bearer s3cr3t", "/a Bearer s3cr3t", "/to Bearer s3cr3t");
    assertThat(other.requests).containsExactly("/b null");
  }

  @Test
  void whatIsTooLargeOrTooSlowEnds() {
    assertThat(text(downloads(one.url("")).get(one.url("long"), 4)))
        .isEqualTo("is larger than 0 MiB");
    assertThat(text(downloads(one.url("")).get(one.url("slow"), 100)))
        .isEqualTo("could not be fetched: it took longer than 2 seconds");
  }

  /// Nobody has signed the certificate of the server.
  @Test
  void certificatesAreVerified() throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      server.setHttpsConfigurator(new HttpsConfigurator(UntrustedServer.tls()));
      server.createContext("/", HttpExchange::close);
      server.start();
      String url = "https://127.0.0.1:%d/".formatted(server.getAddress().getPort());

      assertThat(text(downloads(url).get(url + "index.yaml", 100)))
          .isEqualTo("could not be fetched: its certificate is not trusted");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void failuresAreSentences() {
    one.server.stop(0);

    assertThat(text(downloads(one.url("")).get(one.url("a"), 100)))
        .isEqualTo("could not be fetched: the connection was refused");
    assertThat(text(downloads("http://127.0.0.1:1/").get("http://127.0.0.1:1/a b", 100)))
        .isEqualTo(AllowedUrls.REFUSED);
  }
}
