package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.git.publish.Change;
import dev.drift.git.publish.Pushed;
import dev.drift.git.publish.SigningKey;
import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed commits, verified by the real Git with GnuPG and OpenSSH.
class PublishSignedTest {
  private static final String PASSPHRASE = "canary-passphrase-3f9c";

  @TempDir Path temp;

  @AutoClose private GitHttpServer server;
  private PublishCase git;
  private String url;

  @BeforeAll
  static void findPrograms() {
    Programs.require("git", "gpg", "gpgconf", "ssh-keygen");
  }

  @BeforeEach
  void serve() throws IOException {
    git = PublishCase.in(temp);
    server = GitHttpServer.open(git.served());
    url = server.url("repo.git");
  }

  private Pushed publish(SigningKey key) {
    Change change = git.change("main", "replicas: 5\n");
    return git.publish(url, PublishCase.signed(change, key));
  }

  private Path passphrase(String text) throws IOException {
    return Files.writeString(temp.resolve("passphrase"), text + "\n");
  }

  private String verify(String... settings) {
    String[] command = new String[settings.length + 3];
    System.arraycopy(settings, 0, command, 0, settings.length);
    command[settings.length] = "verify-commit";
    command[settings.length + 1] = "-v";
    command[settings.length + 2] = "drift-app-1";
    return git.bare().git(command);
  }

  private String gpg(Path home, String... arguments) {
    String[] command = new String[arguments.length + 7];
    String[] first = {
      "gpg", "--homedir", home.toString(), "--batch", "--pinentry-mode", "loopback", "--quiet"
    };
    System.arraycopy(first, 0, command, 0, first.length);
    System.arraycopy(arguments, 0, command, first.length, arguments.length);
    return GitRepo.run(temp, command);
  }

  /// @param algorithm of the key, and its use
  private Path gpgKey(Path home, String algorithm, String use, String passphrase)
      throws IOException {
    Files.createDirectories(home);
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
    gpg(
        home,
        "--passphrase",
        passphrase,
        "--quick-generate-key",
        "Drift <drift@drift.invalid>",
        algorithm,
        use,
        "never");
    Path key = temp.resolve("key.asc");
    gpg(
        home,
        "--passphrase",
        passphrase,
        "--armor",
        "--output",
        key.toString(),
        "--export-secret-keys");
    return key;
  }

  private String verifyByGpg(Path home) throws IOException {
    Path program = temp.resolve("gpg-of-the-test");
    Files.writeString(
        program, "#!/bin/sh\nexec gpg --homedir %s \"$@\"\n".formatted(home.toString()));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    try {
      return verify("-c", "gpg.program=" + program);
    } finally {
      GitRepo.run(temp, "gpgconf", "--homedir", home.toString(), "--kill", "all");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa2048"})
  void anOpenPgpKeyWithAPassphraseSigns(String algorithm) throws IOException {
    Path home = temp.resolve("gnupg");
    Path key = gpgKey(home, algorithm, "sign", PASSPHRASE);

    Pushed pushed =
        publish(
            new SigningKey(SigningKey.Format.OPENPGP, key, Optional.of(passphrase(PASSPHRASE))));

    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    assertThat(verifyByGpg(home)).contains("Good signature from \"Drift <drift@drift.invalid>\"");
  }

  @Test
  void anOpenPgpSubkeySignsWhereThePrimaryKeyOnlyCertifies() throws IOException {
    Path home = temp.resolve("gnupg");
    gpgKey(home, "ed25519", "cert", "");
    String id = gpg(home, "--with-colons", "--list-keys").split("fpr:::::::::")[1].split(":")[0];
    gpg(home, "--passphrase", "", "--quick-add-key", id, "ed25519", "sign", "never");
    Path key = temp.resolve("subkey.gpg");
    gpg(home, "--passphrase", "", "--output", key.toString(), "--export-secret-subkeys");

    Pushed pushed = publish(new SigningKey(SigningKey.Format.OPENPGP, key, Optional.empty()));

    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    assertThat(verifyByGpg(home)).contains("Good signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void anSshKeyWithAPassphraseSigns(String type) throws IOException {
    Path key = temp.resolve("signing");
    GitRepo.run(temp, "ssh-keygen", "-q", "-t", type, "-N", PASSPHRASE, "-f", key.toString());
    Path signers = temp.resolve("signers");
    Files.writeString(
        signers, "drift@drift.invalid " + Files.readString(temp.resolve("signing.pub")));

    Pushed pushed =
        publish(new SigningKey(SigningKey.Format.SSH, key, Optional.of(passphrase(PASSPHRASE))));

    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    assertThat(verify("-c", "gpg.ssh.allowedSignersFile=" + signers))
        .contains("Good \"git\" signature for drift@drift.invalid");
  }

  /// As a key comes from a Secret of Kubernetes: without the file that holds its public half.
  @Test
  void anSshKeyWithoutItsPublicFileSigns() throws IOException {
    Path key = temp.resolve("signing");
    GitRepo.run(temp, "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
    String known = Files.readString(temp.resolve("signing.pub"));
    Files.delete(temp.resolve("signing.pub"));
    Path signers = Files.writeString(temp.resolve("signers"), "drift@drift.invalid " + known);

    Pushed pushed = publish(new SigningKey(SigningKey.Format.SSH, key, Optional.empty()));

    assertThat(pushed).isInstanceOf(Pushed.Published.class);
    assertThat(verify("-c", "gpg.ssh.allowedSignersFile=" + signers)).contains("Good \"git\"");
  }

  @Test
  void aKeyThatCannotBeUsedPushesNothingAndShowsNoPassphrase() throws IOException {
    Path key = temp.resolve("signing");
    GitRepo.run(temp, "ssh-keygen", "-q", "-t", "ed25519", "-N", "right", "-f", key.toString());
    Path wrong = passphrase(PASSPHRASE);
    Path none = temp.resolve("none");
    Path text = Files.writeString(temp.resolve("text"), "canary-key-material");

    assertThat(publish(new SigningKey(SigningKey.Format.SSH, key, Optional.of(wrong))))
        .isEqualTo(
            new Pushed.Refused(
                "The signing key %s cannot be used: it is not a private key of OpenSSH, or its passphrase is wrong."
                    .formatted(key)));
    assertThat(publish(new SigningKey(SigningKey.Format.SSH, key, Optional.empty())))
        .isEqualTo(
            new Pushed.Refused(
                "The signing key %s cannot be used: it is not a private key of OpenSSH, or its passphrase is missing."
                    .formatted(key)));
    assertThat(publish(new SigningKey(SigningKey.Format.OPENPGP, text, Optional.of(wrong))))
        .isEqualTo(
            new Pushed.Refused(
                "The signing key %s cannot be used: it is not an OpenPGP secret key that signs, or its passphrase is wrong."
                    .formatted(text)));
    assertThat(publish(new SigningKey(SigningKey.Format.SSH, none, Optional.empty())))
        .isEqualTo(
            new Pushed.Refused(
                "The signing key %s cannot be read; check that the file exists and its permissions."
                    .formatted(none)));
    assertThat(publish(new SigningKey(SigningKey.Format.SSH, key, Optional.of(none))))
        .isEqualTo(
            new Pushed.Refused(
                "The passphrase file %s cannot be read: the file does not exist.".formatted(none)));
    assertThat(git.bare().git("branch", "--list", "drift-app-1")).isEmpty();
  }
}
