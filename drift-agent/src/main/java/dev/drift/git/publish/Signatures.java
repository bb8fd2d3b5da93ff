package dev.drift.git.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.eclipse.jgit.api.errors.CanceledException;
import org.eclipse.jgit.api.errors.UnsupportedSigningFormatException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.GpgConfig;
import org.eclipse.jgit.lib.GpgSignature;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.signing.ssh.SshSignerFactory;

/// Signs commits as `git commit -S` does.
final class Signatures {
  private final Repository repository;

  Signatures(Repository repository) {
    this.repository = repository;
  }

  /// @throws Refusal if the key cannot be used; says nothing of what its file holds
  void sign(CommitBuilder commit, Optional<SigningKey> signing) throws Refusal {
    if (signing.isEmpty()) {
      return;
    }
    SigningKey key = signing.get();
    if (!Files.isReadable(key.file())) {
      throw new Refusal(
          "The signing key %s cannot be read; check that the file exists and its permissions."
              .formatted(key.file()));
    }
    Passphrase passphrase = Passphrase.of(key);
    try {
      commit.setGpgSignature(signature(key, passphrase, commit));
    } catch (IOException
        | PGPException
        | CanceledException
        | UnsupportedSigningFormatException
        | RuntimeException e) {
      throw new Refusal(
          "The signing key %s cannot be used: it is not %s, or its passphrase is %s."
              .formatted(
                  key.file(),
                  switch (key.format()) {
                    case OPENPGP -> "an OpenPGP secret key that signs";
                    case SSH -> "a private key of OpenSSH";
                  },
                  key.passphrase().isEmpty() ? "missing" : "wrong"));
    }
  }

  private GpgSignature signature(SigningKey key, Passphrase passphrase, CommitBuilder commit)
      throws IOException, PGPException, CanceledException, UnsupportedSigningFormatException {
    return switch (key.format()) {
      case OPENPGP -> new GpgSignature(OpenPgp.sign(key.file(), passphrase.text(), commit.build()));
      case SSH ->
          new SshSignerFactory()
              .create()
              .sign(
                  repository,
                  new GpgConfig(new Config()),
                  commit.build(),
                  commit.getCommitter(),
                  key.file().toAbsolutePath().toString(),
                  passphrase);
    };
  }
}
