package dev.drift.source.manifest;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Set;

/// Decrypts documents that are encrypted in Git. Many threads may ask.
public interface Decryption {
  /// @param document encrypted with SOPS
  Result decrypt(Value.Obj document);

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
