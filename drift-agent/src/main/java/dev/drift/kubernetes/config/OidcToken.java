package dev.drift.kubernetes.config;

import dev.drift.files.LimitedStream;
import dev.drift.json.JsonReader;
import dev.drift.kubernetes.http.ApiServer;
import dev.drift.kubernetes.http.Authentication;
import dev.drift.kubernetes.http.Call;
import dev.drift.kubernetes.http.RequestFailed;
import dev.drift.kubernetes.http.Retries;
import dev.drift.kubernetes.http.Target;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.kubernetes.http.WriteOutcome;
import dev.drift.model.value.Value;
import dev.drift.net.ProxySettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// The `oidc` auth-provider, which client-go still has: an id token, and a refresh token to renew
/// it.
///
/// The renewed token stays in memory; the kubeconfig is never written. Nothing that the identity
/// provider says gets into a message.
final class OidcToken implements Authentication {
  private static final int MAXIMUM_ANSWER = 1024 * 1024;

  private final Value.Obj config;
  private final TlsSettings tls;
  private final Environment environment;
  private String idToken;
  private String refreshToken;

  /// @param config of the auth-provider
  /// @param authorities those that the config names for the identity provider
  OidcToken(Value.Obj config, Optional<String> authorities, Environment environment) {
    this.config = config;
    this.environment = environment;
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
    URI issuer = url("idp-issuer-url", "the address of the identity provider is not a URL");
    if (!"https".equals(issuer.getScheme())
        && !ProxySettings.isLoopback(String.valueOf(issuer.getHost()))) {
      throw new IOException("the address of the identity provider does not start with https://");
    }
    Value.Obj metadata;
    try (ApiServer provider = new ApiServer(target(issuer, Authentication.none()))) {
      metadata = provider.read(wellKnown(issuer), Call.JSON, Retries.NONE, OidcToken::object);
    } catch (RequestFailed e) {
      throw failed(e);
    }
    URI endpoint = endpoint(metadata);
    Authentication client =
        Authentication.basic(
            encode(config.text("client-id").orElse("")),
            encode(config.text("client-secret").orElse("")));
    try (ApiServer provider = new ApiServer(target(endpoint, client))) {
      Value.Obj answer =
          switch (provider.write(new Call.Form(path(endpoint), form()), OidcToken::object)) {
            case WriteOutcome.Done<Value.Obj>(Value.Obj done) -> done;
            case WriteOutcome.NotDone<Value.Obj>(RequestFailed e) -> throw failed(e);
            case WriteOutcome.Unknown<Value.Obj>(RequestFailed e) -> throw failed(e);
          };
      idToken = answer.text("id_token").orElse("");
      refreshToken = answer.text("refresh_token").orElse(refreshToken);
    }
    if (idToken.isEmpty()) {
      throw new IOException("the identity provider returned no token");
    }
  }

  /// Without the provider's own words.
  private static IOException failed(RequestFailed e) {
    return new IOException(
        e.code() == 0
            ? "the identity provider cannot be reached: " + e.why()
            : "the identity provider returned HTTP %d".formatted(e.code()));
  }

  private URI url(String field, String otherwise) throws IOException {
    try {
      return new URI(config.text(field).orElse(""));
    } catch (URISyntaxException _) {
      throw new IOException(otherwise);
    }
  }

  private static URI endpoint(Value.Obj metadata) throws IOException {
    try {
      URI endpoint = new URI(metadata.text("token_endpoint").orElse(""));
      if (endpoint.getHost() != null && String.valueOf(endpoint.getScheme()).startsWith("http")) {
        return endpoint;
      }
    } catch (URISyntaxException _) {
      // Reported below, without what the provider said.
    }
    throw new IOException("the identity provider has no valid token endpoint");
  }

  private Target target(URI url, Authentication authentication) throws IOException {
    try {
      URI server = new URI(url.getScheme(), null, url.getHost(), url.getPort(), null, null, null);
      return new Target(
          server,
          "identity provider",
          tls,
          authentication,
          TargetProxy.of(server, environment),
          Map.of());
    } catch (URISyntaxException _) {
      throw new IOException("the address of the identity provider is not a URL");
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the identity provider cannot be reached: %s".formatted(e.getMessage()));
    }
  }

  private static String wellKnown(URI issuer) {
    String base = path(issuer);
    return (base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration";
  }

  private static String path(URI url) {
    String path = Optional.ofNullable(url.getRawPath()).orElse("");
    String query = Optional.ofNullable(url.getRawQuery()).map(it -> "?" + it).orElse("");
    return (path.startsWith("/") ? path : "/" + path) + query;
  }

  private String form() {
    return "grant_type=refresh_token&refresh_token=%s&client_id=%s"
        .formatted(encode(refreshToken), encode(config.text("client-id").orElse("")));
  }

  private static Value.Obj object(InputStream json) throws IOException {
    return object(new LimitedStream(json, MAXIMUM_ANSWER).readAllBytes());
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
  private boolean isExpired(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      Value.Obj payload = object(Base64.getUrlDecoder().decode(parts[1]));
      return payload.get("exp").orElse(Value.Null.NULL) instanceof Value.Num(BigDecimal seconds)
          && Instant.ofEpochSecond(seconds.longValue())
              .isBefore(environment.clock().instant().plusSeconds(10));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
