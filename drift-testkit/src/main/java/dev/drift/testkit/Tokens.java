package dev.drift.testkit;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Bearer tokens: other ones in each JVM, the same for one name within it, so that equal options
/// stay equal.
final class Tokens {
  private static final String SECRET = random();

  private Tokens() {}

  static String of(String name) {
    return name + "-" + SECRET;
  }

  private static String random() {
    byte[] bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
