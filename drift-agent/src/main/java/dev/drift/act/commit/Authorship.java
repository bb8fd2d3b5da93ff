package dev.drift.act.commit;

import static java.util.Objects.requireNonNull;

import dev.drift.config.CommitConfig;
import dev.drift.git.publish.Identity;
import dev.drift.git.publish.SigningKey;
import java.nio.file.Path;
import java.util.Optional;

/// Who commits, and with which signature.
///
/// @param signing empty for commits without a signature
public record Authorship(Identity identity, Optional<SigningKey> signing) {
  public Authorship {
    requireNonNull(identity, "identity is null");
    requireNonNull(signing, "signing is null");
  }

  /// @param folder that the files of keys are relative to
  public static Authorship of(CommitConfig commits, Path folder) {
    return new Authorship(
        new Identity(
            commits.name().orElse(Identity.DEFAULT.name()),
            commits.email().orElse(Identity.DEFAULT.email())),
        commits.signing().map(it -> key(it, folder)));
  }

  private static SigningKey key(CommitConfig.Signing signing, Path folder) {
    return new SigningKey(
        switch (signing.format()) {
          case OPENPGP -> SigningKey.Format.OPENPGP;
          case SSH -> SigningKey.Format.SSH;
        },
        folder.resolve(signing.keyFile()),
        signing.passphraseFile().map(folder::resolve));
  }
}
