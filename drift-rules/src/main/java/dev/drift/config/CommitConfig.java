package dev.drift.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/// How commits to a source are made.
///
/// @param name of the author; empty for Drift's own
/// @param email of the author; empty for Drift's own
/// @param signing empty for commits without a signature
public record CommitConfig(
    Optional<String> name, Optional<String> email, Optional<Signing> signing) {
  public static final CommitConfig NONE =
      new CommitConfig(Optional.empty(), Optional.empty(), Optional.empty());

  /// A key that signs commits.
  ///
  /// @param format of the key
  /// @param keyFile the private key
  /// @param passphraseFile empty for a key without a passphrase
  public record Signing(Format format, String keyFile, Optional<String> passphraseFile) {
    public enum Format {
      OPENPGP("openpgp"),
      SSH("ssh");

      private final String label;

      Format(String label) {
        this.label = label;
      }

      /// As `drift.yaml` names it.
      public String label() {
        return label;
      }
    }

    public Signing {
      requireNonNull(format, "format is null");
      requireNonNull(keyFile, "keyFile is null");
      requireNonNull(passphraseFile, "passphraseFile is null");
    }
  }

  public CommitConfig {
    requireNonNull(name, "name is null");
    requireNonNull(email, "email is null");
    requireNonNull(signing, "signing is null");
  }
}
