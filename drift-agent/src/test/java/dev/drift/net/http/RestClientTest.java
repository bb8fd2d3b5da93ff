package dev.drift.net.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Single requests, and when they are sent again.
class RestClientTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Waiting time = new Waiting(NOON);

  /// Answers with its path.
  private static final class Echo extends StandIn {
    @Override
    protected Reply answer(HttpExchange exchange, String body) {
      return Reply.of(200, exchange.getRequestURI().getPath() + body);
    }
  }

  @Test
  void aRequestIsSentAndItsAnswerRead() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      assertThat(text(client.send(post(echo, "!")))).isEqualTo("/x!");
      assertThat(echo.everything()).contains("User-agent=[drift]");
    }
  }

  @Test
  void whoIsNotThereReceivedNothing() {
    Echo echo = new Echo();
    HttpCall call = post(echo, "");
    echo.close();
    try (Patience client = time.client(echo.url())) {
      assertThat(client.send(call)).isEqualTo(new HttpAnswer.NotSent("the connection was refused"));
    }
    try (RestClient client = client(URI.create("https://nowhere.invalid"))) {
      assertThat(client.send(HttpCall.get(URI.create("https://nowhere.invalid/"), Map.of())))
          .isEqualTo(new HttpAnswer.NotSent("its host name cannot be resolved"));
    }
  }

  @Test
  void aPostWhoseAnswerIsLostIsNotSentAgain() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(new StandIn.Fault.LoseAnswer());
      assertThat(client.send(post(echo, "")))
          .isEqualTo(new HttpAnswer.Unknown("the connection was lost"));
      assertThat(echo.requests()).hasSize(1);
    }
  }

  @Test
  void aPostThatAServerFailedAtIsNotSentAgain() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(new StandIn.Fault.Answer(502, Map.of(), ""));
      assertThat(client.send(post(echo, ""))).hasToString("HTTP 502");
      assertThat(echo.requests()).hasSize(1);
    }
  }

  @Test
  void aChangeIsSentAgain() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(
          new StandIn.Fault.LoseAnswer(),
          new StandIn.Fault.Drop(),
          new StandIn.Fault.Answer(503, Map.of(), ""));
      HttpCall change = HttpCall.change("PATCH", echo.url().resolve("/x"), Map.of(), "{}");
      assertThat(text(client.send(change))).isEqualTo("/x{}");
      assertThat(echo.requests()).hasSize(4);
    }
  }

  @Test
  void aRateLimitIsWaitedForAndThePostSentAgain() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(new StandIn.Fault.Answer(429, Map.of("Retry-After", "7"), ""));
      assertThat(text(client.send(post(echo, "")))).isEqualTo("/x");
      assertThat(time.waits()).containsExactly(Duration.ofSeconds(7));
    }
  }

  @Test
  void aRateLimitOfAnHourIsLeftToTheNextRun() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(new StandIn.Fault.Answer(429, Map.of("Retry-After", "3600"), ""));
      assertThat(client.send(post(echo, ""))).hasToString("HTTP 429");
      assertThat(client.notBefore()).contains(NOON.plus(Duration.ofHours(1)));
      assertThat(client.send(post(echo, "")))
          .isEqualTo(
              new HttpAnswer.NotSent("it asked to be left alone until 2026-11-21T13:00:00Z"));
      assertThat(echo.requests()).hasSize(1);
      assertThat(time.waits()).isEmpty();
    }
  }

  @Test
  void aServerThatIsDownIsTriedForOneRequestOnly() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      StandIn.Fault drop = new StandIn.Fault.Drop();
      echo.fail(drop, drop, drop, drop);
      HttpCall change = HttpCall.change("PATCH", echo.url().resolve("/x"), Map.of(), "{}");
      assertThat(client.send(change)).isEqualTo(new HttpAnswer.Unknown("the connection was lost"));
      assertThat(client.send(change))
          .isEqualTo(new HttpAnswer.NotSent("it could not be reached a moment ago"));
      assertThat(echo.requests()).hasSize(4);
    }
  }

  @Test
  void redirectsAreNotFollowed() {
    try (Echo echo = new Echo();
        Patience client = time.client(echo.url())) {
      echo.fail(new StandIn.Fault.Answer(307, Map.of("Location", echo.url() + "/other"), ""));
      assertThat(client.send(post(echo, ""))).hasToString("HTTP 307");
      assertThat(echo.requests()).hasSize(1);
    }
  }

  @Test
  void aTokenThatHttpForbidsIsNotQuoted() {
    try (Echo echo = new Echo();
        RestClient client = client(echo.url())) {
      HttpAnswer answer =
          client.send(
              HttpCall.get(echo.url().resolve("/"), Map.of("Authorization", "Bearer s3cr3t\nx")));
      assertThat(answer)
          .isEqualTo(
              new HttpAnswer.NotSent("its URL or a credential has a character that HTTP forbids"));
      assertThat(HttpCall.get(echo.url(), Map.of("Authorization", "s3cr3t"))).hasToString("GET");
    }
  }

  @Test
  void aFileWithoutACertificateIsRefused() {
    assertThatThrownBy(
            () ->
                RestClient.of(
                    URI.create("https://localhost"),
                    Optional.of("s3cr3t"),
                    Map.of(),
                    Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the CA file holds no certificate in PEM form");
  }

  private static RestClient client(URI server) {
    return RestClient.of(server, Optional.empty(), Map.of(), Duration.ofSeconds(5));
  }

  private static HttpCall post(StandIn server, String body) {
    return HttpCall.post(server.url().resolve("/x"), Map.of(), body);
  }

  private static String text(HttpAnswer answer) {
    return ((HttpAnswer.Received) answer).text();
  }
}
