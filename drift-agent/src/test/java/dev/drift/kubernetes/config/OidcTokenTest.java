package dev.drift.kubernetes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.drift.kubernetes.read.Clusters;
import dev.drift.model.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Id tokens that expire. The identity provider is a stand-in: there is none here to ask.
class OidcTokenTest {
  private HttpServer provider;
  private String lastForm = "";
  private String answer = "{\"id_token\":\"new\",\"refresh_token\":\"second\"}";

  @BeforeEach
  void start() throws IOException {
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/.well-known/openid-configuration",
        exchange -> send(exchange, 200, "{\"token_endpoint\":\"%s/token\"}".formatted(issuer())));
    provider.createContext(
        "/token",
        exchange -> {
          lastForm =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
          send(exchange, answer.isEmpty() ? 400 : 200, answer);
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  @Test
  void usesAFreshToken() throws IOException {
    String fresh = token(4102444800L);

    assertThat(oidc(fresh).header()).contains("Bearer " + fresh);
    assertThat(lastForm).isEmpty();
  }

  @Test
  void renewsAnExpiredToken() throws IOException {
    OidcToken token = oidc(token(1));

    assertThat(token.header()).contains("Bearer new");
    assertThat(lastForm).contains("grant_type=refresh_token&refresh_token=first%2B");
  }

  @Test
  void renewsARefusedTokenWithTheLatestRefreshToken() throws IOException {
    OidcToken token = oidc(token(1));
    assertThat(token.header()).contains("Bearer new");

    assertThat(token.renew()).isTrue();
    assertThat(token.header()).contains("Bearer new");
    assertThat(lastForm).contains("refresh_token=second");
  }

  @Test
  void quotesNothingThatTheProviderSays() {
    answer = "";

    assertThatThrownBy(() -> oidc(token(1)).header())
        .isInstanceOf(IOException.class)
        .hasMessage("the identity provider returned HTTP 400");
  }

  @Test
  void asksThroughTheProxyOfTheEnvironment() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> heard =
          CompletableFuture.supplyAsync(() -> firstLine(proxy), Thread::startVirtualThread);
      Environment environment =
          new Environment(
              Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort()),
              Path.of("/nowhere"),
              Path.of("/nowhere"),
              false,
              InstantSource.system());
      OidcToken token =
          new OidcToken(
              new Value.Obj(
                  Map.of(
                      "idp-issuer-url", Value.of("https://identity.example"),
                      "refresh-token", Value.of("first"))),
              Optional.empty(),
              environment);

      assertThatThrownBy(token::header)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("the identity provider cannot be reached: ");
      assertThat(heard.join()).isEqualTo("CONNECT identity.example:443 HTTP/1.1");
    }
  }

  private static String firstLine(ServerSocket proxy) {
    try (Socket socket = proxy.accept();
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      return reader.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OidcToken oidc(String idToken) {
    return new OidcToken(
        new Value.Obj(
            Map.of(
                "idp-issuer-url", Value.of(issuer()),
                "client-id", Value.of("drift"),
                "refresh-token", Value.of("first+"),
                "id-token", Value.of(idToken))),
        Optional.empty(),
        Clusters.bare());
  }

  private String issuer() {
    return "http://127.0.0.1:" + provider.getAddress().getPort();
  }

  private static String token(long expiry) {
    byte[] payload = "{\"exp\":%d}".formatted(expiry).getBytes(StandardCharsets.US_ASCII);
    return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(payload) + ".sig";
  }

  private static void send(HttpExchange exchange, int code, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
