package dev.drift.cluster;

import dev.drift.model.Value;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.OpenIDConnectionUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// The `oidc` auth-provider of older kubeconfigs: an id token, and a refresh token to renew it.
///
/// The renewed tokens stay in memory; the kubeconfig is never written.
final class OidcToken implements Authentication {
  private final Map<String, String> config = new LinkedHashMap<>();
  private final Optional<String> authorities;
  private Optional<String> held;

  OidcToken(Value.Obj provider, Optional<String> authorities) {
    provider.fields().keySet().forEach(name -> config.put(name, provider.text(name).orElse("")));
    this.authorities = authorities;
    held = Optional.ofNullable(config.get("id-token")).filter(token -> !token.isEmpty());
  }

  @Override
  public synchronized Optional<String> header() throws IOException {
    if (held.isEmpty()) {
      held = Optional.of(refreshed());
    }
    return held.map(token -> "Bearer " + token);
  }

  @Override
  public synchronized boolean renew() {
    boolean can = !config.getOrDefault("refresh-token", "").isEmpty();
    if (can) {
      held = Optional.empty();
    }
    return can;
  }

  private String refreshed() throws IOException {
    Config client = Config.empty();
    authorities.ifPresent(
        pem ->
            client.setCaCertData(
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
    try {
      String token =
          OpenIDConnectionUtils.resolveOIDCTokenFromAuthConfig(
                  client, config, new JdkHttpClientFactory().newBuilder())
              .join();
      if (token == null || token.isEmpty()) {
        throw new IOException("the identity provider gave no token");
      }
      return token;
    } catch (CompletionException | IllegalArgumentException e) {
      throw new IOException("the identity provider did not renew the token", e);
    }
  }
}
