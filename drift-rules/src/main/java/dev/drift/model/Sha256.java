package dev.drift.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/// SHA-256 for identities. Secrets get a keyed hash instead.
public final class Sha256 {
  private Sha256() {}

  /// Of the text as UTF-8: 64 digits.
  public static String hex(String text) {
    return hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /// 64 digits.
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(digest(content));
  }

  /// Of the text as UTF-8, in Base64, as a Content Security Policy names a script or style.
  public static String base64(String text) {
    return Base64.getEncoder().encodeToString(digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
