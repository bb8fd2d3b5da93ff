package dev.drift.act.notify;

import dev.drift.config.Channel;
import dev.drift.config.Channel.Target;
import dev.drift.config.SecretReference;
import dev.drift.files.SecretLookup;
import dev.drift.net.ProxySettings;
import dev.drift.net.http.Patience;
import dev.drift.net.http.RestClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The addresses of channels, which may be secrets, and connections to them.
///
/// All methods throw an [IllegalArgumentException] if a secret, a file or a URL cannot be used; its
/// message is the second half of a sentence without a secret.
final class ChannelLinks {
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(30);

  private final Announcer.Surroundings surroundings;
  private final SecretLookup secrets;

  ChannelLinks(Announcer.Surroundings surroundings) {
    this.surroundings = surroundings;
    this.secrets = new SecretLookup(Path.of(""), surroundings.environment());
  }

  String secret(SecretReference reference) {
    return secrets.secret(reference);
  }

  URI url(Target.Webhook webhook) {
    return switch (webhook.address()) {
      case Channel.Address.Plain(String url) -> uri(url);
      case Channel.Address.Secret(var url) -> secretUri(url);
    };
  }

  Patience sender(URI server, Optional<String> authorities) {
    return new Patience(
        RestClient.of(
            server, authorities.map(secrets::file), surroundings.environment(), LONGEST_REQUEST),
        surroundings.waits(),
        surroundings.clock());
  }

  /// Must not travel in plain text.
  URI secretUri(SecretReference reference) {
    URI uri = uri(secrets.secret(reference));
    if (!"https".equalsIgnoreCase(uri.getScheme()) && !ProxySettings.isLoopback(uri.getHost())) {
      throw new IllegalArgumentException(
          "its url must start with https://, because it is a secret");
    }
    return uri;
  }

  /// A URL may be a secret, so it is not quoted.
  static URI uri(String url) {
    try {
      URI uri = URI.create(url);
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null
          && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // Says what a URL must be, below.
    }
    throw new IllegalArgumentException(
        "its url must start with https:// or http:// and name a host");
  }
}
