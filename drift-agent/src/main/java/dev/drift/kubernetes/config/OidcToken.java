package dev.drift.kubernetes.config;

import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.Authentication;
import dev.drift.kubernetes.http.Tls;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.model.Value;
import dev.drift.net.ProxySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// The `oidc` auth-provider of older kubeconfigs: an id token, and a refresh token to renew it.
///
/// The renewed token stays in memory; the kubeconfig is never written. Nothing that the identity
/// provider says gets into a message.
final class OidcToken implements Authentication {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAXIMUM_ANSWER = 1024 * 1024;

  private final Value.Obj config;
  private final TlsSettings tls;
  private String idToken;
  private String refreshToken;

  /// @param config of the auth-provider
  /// @param authorities those that the config names for the identity provider
  OidcToken(Value.Obj config, Optional<String> authorities) {
    this.config = config;
    tls = new TlsSettings(authorities, Optional.empty(), false);
    idToken = config.text("id-token").orElse("");
    refreshToken = config.text("refresh-token").orElse("");
  }

  @Override
  public synchronized Optional<String> header() throws IOException {
    if (idToken.isEmpty() || (isExpired(idToken) && !refreshToken.isEmpty())) {
      refresh();
    }
    return Optional.of("Bearer " + idToken);
  }

  @Override
  public synchronized boolean renew() {
    if (refreshToken.isEmpty()) {
      return false;
    }
    idToken = "";
    return true;
  }

  private void refresh() throws IOException {
    URI issuer = issuer();
    if (!"https".equals(issuer.getScheme())
        && !ProxySettings.isLoopback(String.valueOf(issuer.getHost()))) {
      throw new IOException("the address of the identity provider does not start with https://");
    }
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .sslContext(Tls.context(tls))
            .build()) {
      Value.Obj metadata = send(client, HttpRequest.newBuilder(wellKnown(issuer)).GET());
      String endpoint = metadata.text("token_endpoint").orElse("");
      Value.Obj answer = send(client, tokenRequest(endpoint));
      idToken = answer.text("id_token").orElse("");
      refreshToken = answer.text("refresh_token").orElse(refreshToken);
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificate of the identity provider's authority is not valid");
    } catch (IllegalArgumentException e) {
      throw new IOException("the identity provider has no valid token endpoint");
    }
    if (idToken.isEmpty()) {
      throw new IOException("the identity provider returned no token");
    }
  }

  private URI issuer() throws IOException {
    try {
      return new URI(config.text("idp-issuer-url").orElse(""));
    } catch (URISyntaxException _) {
      throw new IOException("the address of the identity provider is not a URL");
    }
  }

  private static URI wellKnown(URI issuer) {
    String base = issuer.toString();
    return URI.create(
        (base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration");
  }

  private HttpRequest.Builder tokenRequest(String endpoint) {
    String id = config.text("client-id").orElse("");
    String secret = config.text("client-secret").orElse("");
    String form =
        "grant_type=refresh_token&refresh_token=%s&client_id=%s"
            .formatted(encode(refreshToken), encode(id));
    String pair = encode(id) + ":" + encode(secret);
    return HttpRequest.newBuilder(URI.create(endpoint))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
        .POST(HttpRequest.BodyPublishers.ofString(form));
  }

  private static Value.Obj send(HttpClient client, HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<InputStream> response =
          client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        byte[] bytes = body.readNBytes(MAXIMUM_ANSWER);
        if (response.statusCode() != 200) {
          throw new IOException(
              "the identity provider returned HTTP %d".formatted(response.statusCode()));
        }
        return object(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the token was being renewed", e);
    }
  }

  private static Value.Obj object(byte[] json) {
    try {
      return JsonReader.read(new ByteArrayInputStream(json)) instanceof Value.Obj object
          ? object
          : Value.Obj.EMPTY;
    } catch (IOException e) {
      return Value.Obj.EMPTY; // The missing token is reported.
    }
  }

  /// By the `exp` of its payload; what cannot be read counts as fresh, and a 401 corrects that.
  private static boolean isExpired(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      Value.Obj payload = object(Base64.getUrlDecoder().decode(parts[1]));
      return payload.get("exp").orElse(Value.Null.NULL) instanceof Value.Num(BigDecimal seconds)
          && Instant.ofEpochSecond(seconds.longValue()).isBefore(Instant.now().plusSeconds(10));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
