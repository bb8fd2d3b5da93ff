package dev.drift.serve.web;

import dev.drift.config.SecretReference;
import dev.drift.config.WebConfig;
import dev.drift.files.SecretLookup;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tokens and secrets of those who may ask, read again for each request: a Secret that is
/// mounted may be replaced.
final class Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

  private static final int SHORTEST = 16;
  private static final String BEARER = "bearer ";

  private final WebConfig config;
  private final SecretLookup secrets;

  /// @throws DriftException with INVALID_CONFIG if a secret cannot be read, or is too short
  Credentials(WebConfig config, SecretLookup secrets) {
    this.config = config;
    this.secrets = secrets;
    config.token().ifPresent(it -> check("serve.token", it));
    config.gitSecret().ifPresent(it -> check("serve.hooks.git.secret", it));
    config.auditToken().ifPresent(it -> check("serve.hooks.audit.token", it));
  }

  private void check(String key, SecretReference reference) {
    String why = "";
    try {
      if (secrets.secret(reference).length() >= SHORTEST) {
        return;
      }
      why = "it has less than %d characters".formatted(SHORTEST);
    } catch (IllegalArgumentException e) {
      why = e.getMessage();
    }
    throw new DriftException(
        Problem.of(
            Problem.Code.INVALID_CONFIG,
            "The secret of %s cannot be used: %s.".formatted(key, why)));
  }

  /// Whether the headers hold the token that the access takes; for a Git hook, whether there is a
  /// secret at all.
  boolean permit(Route.Access access, Map<String, List<String>> headers) {
    return switch (access) {
      case OPEN -> true;
      case METRICS -> config.openMetrics() || hasToken(config.token(), headers);
      case API -> hasToken(config.token(), headers);
      case AUDIT_HOOK -> hasToken(config.auditToken(), headers);
      case GIT_HOOK -> config.gitSecret().isPresent();
    };
  }

  /// Whether there is a token with which the API answers.
  boolean hasApi() {
    return config.token().isPresent();
  }

  /// The secret of Git servers; empty if it cannot be read.
  Optional<String> gitSecret() {
    return config.gitSecret().flatMap(this::secret);
  }

  private boolean hasToken(Optional<SecretReference> reference, Map<String, List<String>> headers) {
    Optional<String> wanted = reference.flatMap(this::secret);
    List<String> given = headers.getOrDefault("authorization", List.of());
    if (wanted.isEmpty() || given.size() != 1) {
      return false;
    }
    String header = given.getFirst();
    boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
    return bearer
        && MessageDigest.isEqual(
            digest(header.substring(BEARER.length()).strip()), digest(wanted.get()));
  }

  private Optional<String> secret(SecretReference reference) {
    try {
      return Optional.of(secrets.secret(reference)).filter(it -> it.length() >= SHORTEST);
    } catch (IllegalArgumentException e) {
      LOG.warn("A secret of serve cannot be read: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /// Of equal length, whatever the text: not even that of the token shows in the time.
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
