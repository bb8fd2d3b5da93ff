package dev.drift.act.message;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages as Standard Webhooks defines it, for which there are libraries in most languages:
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.
public final class Signature {
  private static final String PREFIX = "whsec_";
  private static final int SHORTEST_KEY = 16;

  private final byte[] key;

  /// @param secret `whsec_` and base64, or any other text
  /// @throws IllegalArgumentException if it is too short; the message is half a sentence
  public Signature(String secret) {
    this.key = key(secret);
    if (key.length < SHORTEST_KEY) {
      throw new IllegalArgumentException(
          "its secret is shorter than %d bytes".formatted(SHORTEST_KEY));
    }
  }

  private static byte[] key(String secret) {
    if (secret.startsWith(PREFIX)) {
      try {
        return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
      } catch (IllegalArgumentException _) {
        throw new IllegalArgumentException("its secret is not base64 after whsec_");
      }
    }
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  Map<String, String> headers(String id, Instant time, String body) {
    String seconds = Long.toString(time.getEpochSecond());
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", seconds,
        "webhook-signature", "v1," + base64("%s.%s.%s".formatted(id, seconds, body)));
  }

  private String base64(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has HMAC-SHA-256", e);
    }
  }
}
