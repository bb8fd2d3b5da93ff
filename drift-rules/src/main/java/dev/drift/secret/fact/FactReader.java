package dev.drift.secret.fact;

import dev.drift.model.value.SecretFacts;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Takes from a secret, before it is masked, what rules may know of it.
public final class FactReader {
  private static final byte PEM = '-';

  /// Longer texts are no default password.
  private static final int LONGEST_PASSWORD = 64;

  private FactReader() {}

  /// @param name of the key or variable that holds it; empty if it has none
  public static SecretFacts facts(String name, byte[] secret) {
    if (secret.length == 0) {
      return SecretFacts.NONE;
    }
    if (secret[0] == PEM) {
      return Certificates.validity(secret)
          .map(validity -> new SecretFacts(Optional.of(validity), Optional.empty()))
          .orElse(SecretFacts.NONE);
    }
    if (name.isEmpty() || secret.length > LONGEST_PASSWORD) {
      return SecretFacts.NONE;
    }
    // Many a Secret holds the line break of the file that it was made of.
    String password = new String(secret, StandardCharsets.UTF_8).strip();
    return DefaultPasswords.product(name, password)
        .map(product -> new SecretFacts(Optional.empty(), Optional.of(product)))
        .orElse(SecretFacts.NONE);
  }
}
