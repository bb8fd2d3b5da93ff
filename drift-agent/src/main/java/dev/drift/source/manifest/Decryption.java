package dev.drift.source.manifest;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Set;

/// Decrypts documents that are encrypted in Git. Many threads may ask.
public interface Decryption {
  /// @param document encrypted with SOPS
  Result decrypt(Value.Obj document);

  /// A whole file that is encrypted with SOPS, byte for byte as sops prints it: what Flux makes
  /// Secrets of.
  default FileResult decrypt(byte[] file, SopsFormat format) {
    return new FileResult.Refused("Drift has no key for it");
  }

  /// What came of decrypting a file.
  sealed interface FileResult {
    /// @param content which is secret
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Decrypted(byte[] content) implements FileResult {
      @Override
      public String toString() {
        return "Decrypted"; // It is a secret.
      }
    }

    /// @param why half a sentence
    record Refused(String why) implements FileResult {}
  }

  /// What came of it.
  sealed interface Result {
    /// @param content which holds secrets
    /// @param secrets paths of what was encrypted: fields, and lists as a whole
    record Decrypted(Value.Obj content, Set<Path> secrets) implements Result {
      public Decrypted {
        secrets = Set.copyOf(secrets);
      }
    }

    /// @param why a sentence
    record Refused(String why) implements Result {}
  }

  /// Without a key.
  Decryption NONE =
      document ->
          new Result.Refused(
              "The %s is encrypted with SOPS; Drift has no key for it. What it declares is unknown."
                  .formatted(document.text("kind").orElse("document")));
}
