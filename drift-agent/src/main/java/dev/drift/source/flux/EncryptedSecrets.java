package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Secrets that kustomize has generated from files that are encrypted with SOPS. Flux decrypts
/// these files before the build, so what is in the Secrets is another thing, and so may be their
/// names, which end in a hash of it.
final class EncryptedSecrets {
  private static final String MARK = "ENC[AES256_GCM,";
  private static final Pattern HASHED = Pattern.compile(".*-[bcdfghkmt2456789]{10}");

  private final Set<BuiltObject> encrypted = new HashSet<>();
  private final Set<String> hashed = new HashSet<>();

  EncryptedSecrets(List<BuiltObject> objects) {
    for (BuiltObject object : objects) {
      Value.Obj content = object.content();
      if (content.text("kind").filter("Secret"::equals).isPresent()
          && content.object("data").fields().values().stream()
              .anyMatch(EncryptedSecrets::isEncrypted)) {
        encrypted.add(object);
        content
            .object("metadata")
            .text("name")
            .filter(it -> HASHED.matcher(it).matches())
            .ifPresent(hashed::add);
      }
    }
  }

  private static boolean isEncrypted(Value value) {
    try {
      return value instanceof Value.Str(String text)
          && new String(Base64.getMimeDecoder().decode(text), UTF_8).contains(MARK);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  boolean has(BuiltObject object) {
    return encrypted.contains(object);
  }

  /// Whether the name of an encrypted one, which may be another, is in it.
  boolean isNamedIn(BuiltObject object) {
    return hashed.stream().anyMatch(object.text()::contains);
  }
}
