package dev.drift.secret.name;

import dev.drift.secret.scan.Spans;
import java.util.Base64;
import java.util.Set;

/// Names that announce a secret in some places only.
public final class OtherNames {
  /// Parameters of a signed URL.
  private static final Set<String> SIGNATURES =
      Set.of(
          "sig",
          "signature",
          "x-amz-signature",
          "x-amz-credential",
          "x-amz-security-token",
          "x-goog-signature",
          "key",
          "code");

  /// Longer than a user with a password.
  private static final int LONGEST_LOGIN = 4096;

  private OtherNames() {}

  /// @param before what stands before the name
  public static boolean isSignature(char before, String name) {
    return (before == '?' || before == '&') && SIGNATURES.contains(name);
  }

  /// As headers of requests write them.
  public static boolean isOfHeader(String name) {
    return name.equals("Cookie") || name.equals("Set-Cookie") || name.equals("Signature");
  }

  /// Whether registries take `user:password` in base64 under this name.
  public static boolean isLogin(String name) {
    return name.equals("auth") || name.equals("_auth");
  }

  public static boolean isUserAndPassword(String text, Spans.Span span) {
    return isUserAndPassword(
        text.substring(span.start(), Math.min(span.end(), span.start() + LONGEST_LOGIN)));
  }

  public static boolean isUserAndPassword(String base64) {
    if (base64.length() < 4) {
      return false;
    }
    try {
      for (byte b : Base64.getDecoder().decode(base64)) {
        if (b == ':') {
          return true;
        }
      }
      return false;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
