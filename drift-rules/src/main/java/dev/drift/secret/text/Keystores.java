package dev.drift.secret.text;

import java.util.List;
import java.util.Locale;

/// Files that hold private keys in a form of their own.
final class Keystores {
  private static final List<String> ENDINGS =
      List.of(
          ".jks",
          ".jceks",
          ".p12",
          ".pfx",
          ".pkcs12",
          ".keystore",
          ".bcfks",
          ".bks",
          ".uber",
          ".kdbx",
          ".keytab",
          ".ppk",
          ".key",
          ".der.key");

  private Keystores() {}

  static boolean isKeystore(String name, byte[] bytes) {
    String file = name.toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(file::endsWith)
        || file.startsWith("keystore")
        || Encoded.isKeystore(bytes);
  }
}
