package dev.drift.source.sops;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Files that are encrypted with SOPS and became the data of a Secret as they are: generators of
/// kustomize do that. Flux decrypts such files before it builds.
/// See <https://fluxcd.io/flux/components/kustomize/kustomizations/#decryption>.
public final class EncryptedFiles {
  private EncryptedFiles() {}

  /// Why what is deployed is not what the Secret says, if it holds such a file: a sentence.
  public static Optional<String> of(Manifest manifest) {
    if (!manifest.is(Kinds.SECRET)) {
      return Optional.empty();
    }
    return manifest.content().object("data").fields().entrySet().stream()
        .filter(field -> field.getValue() instanceof Value.Str(String text) && isOne(text))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(
            key ->
                ("The Secret %s holds %s, which is encrypted with SOPS. Only Flux decrypts such files"
                        + " before it builds, and no Flux Kustomization of this repository deploys"
                        + " the Secret. What it declares is unknown.")
                    .formatted(manifest.name(), key));
  }

  private static boolean isOne(String base64) {
    try {
      String text = new String(Base64.getMimeDecoder().decode(base64), UTF_8);
      return text.contains("ENC[AES256_GCM,") && text.contains("sops");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
