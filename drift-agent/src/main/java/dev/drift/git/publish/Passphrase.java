package dev.drift.git.publish;

import dev.drift.files.FileErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/// Gives JGit the passphrase of a signing key, and nothing else.
final class Passphrase extends CredentialsProvider {
  private static final int LONGEST = 4096;

  private final char[] text;

  private Passphrase(char[] text) {
    this.text = text;
  }

  /// @throws Refusal if the file cannot be read
  static Passphrase of(SigningKey key) throws Refusal {
    return new Passphrase(
        key.passphrase().isEmpty() ? new char[0] : read(key.passphrase().get()).toCharArray());
  }

  private static String read(Path file) throws Refusal {
    try {
      if (Files.size(file) > LONGEST) {
        throw new Refusal("The passphrase file %s is too large.".formatted(file));
      }
      return Files.readString(file, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", "");
    } catch (IOException e) {
      throw new Refusal(
          "The passphrase file %s cannot be read: %s.".formatted(file, FileErrors.why(e)));
    }
  }

  char[] text() {
    return text.clone();
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      if (!(item instanceof CredentialItem.Password
          || item instanceof CredentialItem.InformationalMessage)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    if (text.length == 0 || !supports(items)) {
      return false;
    }
    for (CredentialItem item : items) {
      if (item instanceof CredentialItem.Password password) {
        password.setValue(text.clone());
      }
    }
    return true;
  }
}
