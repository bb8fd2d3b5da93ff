package dev.drift.secret.key;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key under which secrets are masked: HMAC-SHA-256.
///
/// Two masks say the same exactly where their secrets are the same and their keys are; without the
/// key, a mask reveals nothing about its secret.
public final class MaskKey {
  /// Shorter keys are refused.
  public static final int MINIMUM_BYTES = 32;

  /// Counts the rules of what is secret: masks made under other rules do not compare, so they get
  /// another id. Raise it with every change of what is masked.
  private static final String RULES = "3";

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /// Keyed and never fed: what masks is a copy of it, which is faster than a new one.
  private final Mac keyed;

  private final String id;

  /// @throws IllegalArgumentException if the key is shorter than [#MINIMUM_BYTES]
  public MaskKey(byte[] bytes) {
    if (bytes.length < MINIMUM_BYTES) {
      throw new IllegalArgumentException(
          "a mask key has at least %d bytes, this one has %d"
              .formatted(MINIMUM_BYTES, bytes.length));
    }
    key = new SecretKeySpec(bytes, ALGORITHM);
    keyed = keyed(key);
    id = mask(("drift.dev/mask-key-id/" + RULES).getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }

  /// Names the key without revealing it: 12 hexadecimal digits.
  public String id() {
    return id;
  }

  /// The mask of these bytes, 64 hexadecimal digits.
  public String mask(byte[] secret) {
    return HexFormat.of().formatHex(fresh().doFinal(secret));
  }

  private Mac fresh() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      return keyed(key); // a provider whose own cannot be copied
    }
  }

  private static Mac keyed(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "MaskKey(" + id + ")";
  }
}
