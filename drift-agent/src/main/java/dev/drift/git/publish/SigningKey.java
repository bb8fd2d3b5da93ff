package dev.drift.git.publish;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/// The key that commits are signed with.
///
/// @param file an OpenPGP secret key as `gpg --export-secret-keys` writes it, or a private key of
///     OpenSSH
/// @param passphrase the file that holds the passphrase of the key; empty for a key without one
public record SigningKey(Format format, Path file, Optional<Path> passphrase) {
  public enum Format {
    OPENPGP,
    SSH
  }

  public SigningKey {
    requireNonNull(format, "format is null");
    requireNonNull(file, "file is null");
    requireNonNull(passphrase, "passphrase is null");
  }
}
