package dev.drift.serve.hook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a webhook comes from a Git server that knows the secret.
///
/// | server | header | content |
/// |---|---|---|
/// | GitHub, Gitea, Forgejo | `X-Hub-Signature-256` | `sha256=` and HMAC-SHA-256 of the body |
/// | Forgejo, Gitea | `X-Forgejo-Signature`, `X-Gitea-Signature` | HMAC-SHA-256 of the body |
/// | GitLab with a signing token | `webhook-signature` | as Standard Webhooks defines it |
/// | GitLab | `X-Gitlab-Token` | the secret itself |
///
/// The first that is there decides: a wrong one is not made good by another one. See
/// <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries> and
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.
public final class HookSignature {
  /// How far clocks may be apart; Standard Webhooks leaves it to the receiver.
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private static final String STANDARD_PREFIX = "whsec_";

  private final String secret;
  private final Instant now;

  public HookSignature(String secret, Instant now) {
    this.secret = secret;
    this.now = now;
  }

  /// @param headers by their names in lower case; one that comes twice is not valid
  public boolean proves(Map<String, List<String>> headers, byte[] body) {
    if (headers.containsKey("x-hub-signature-256")) {
      return only(headers, "x-hub-signature-256")
          .filter(text -> text.startsWith("sha256="))
          .filter(text -> isHex(text.substring("sha256=".length()), body))
          .isPresent();
    }
    for (String name : List.of("x-forgejo-signature", "x-gitea-signature")) {
      if (headers.containsKey(name)) {
        return only(headers, name).filter(text -> isHex(text, body)).isPresent();
      }
    }
    if (headers.containsKey("webhook-signature")) {
      return isStandard(headers, body);
    }
    return only(headers, "x-gitlab-token")
        .filter(token -> equal(bytes(token), bytes(secret)))
        .isPresent();
  }

  private boolean isHex(String signature, byte[] body) {
    return equal(
        bytes(signature), bytes(HexFormat.of().formatHex(mac(bytes(secret), new byte[0], body))));
  }

  private boolean isStandard(Map<String, List<String>> headers, byte[] body) {
    Optional<String> id = only(headers, "webhook-id");
    Optional<String> time = only(headers, "webhook-timestamp");
    Optional<String> signatures = only(headers, "webhook-signature");
    if (id.isEmpty() || time.isEmpty() || signatures.isEmpty() || !isRecent(time.get())) {
      return false;
    }
    byte[] mac = mac(key(), bytes("%s.%s.".formatted(id.get(), time.get())), body);
    byte[] wanted = bytes("v1," + Base64.getEncoder().encodeToString(mac));
    boolean found = false;
    for (String signature : signatures.get().split(" ")) {
      found |= equal(bytes(signature), wanted);
    }
    return found;
  }

  private boolean isRecent(String seconds) {
    try {
      Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now).abs();
      return age.compareTo(TOLERANCE) <= 0;
    } catch (NumberFormatException | DateTimeException | ArithmeticException _) {
      return false;
    }
  }

  private byte[] key() {
    if (secret.startsWith(STANDARD_PREFIX)) {
      try {
        return Base64.getDecoder().decode(secret.substring(STANDARD_PREFIX.length()));
      } catch (IllegalArgumentException _) {
        // Then it is any text.
      }
    }
    return bytes(secret);
  }

  private static byte[] mac(byte[] key, byte[] before, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(before);
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }

  /// Takes as long for a near miss as for anything else.
  private static boolean equal(byte[] given, byte[] wanted) {
    return MessageDigest.isEqual(given, wanted);
  }

  private static Optional<String> only(Map<String, List<String>> headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
