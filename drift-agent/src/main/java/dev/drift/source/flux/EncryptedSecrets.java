package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Unrendered;
import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
  private final String why;

  /// @param why they are not decrypted: half a sentence
  EncryptedSecrets(List<BuiltObject> objects, Optional<String> why) {
    this.why = why.map(it -> ", and was not decrypted: " + it).orElse("");
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

  /// Why an object is not known, if it is one of them or has the name of one, which may be another.
  Optional<Unrendered> unknown(BuiltObject object) {
    boolean itself = encrypted.contains(object);
    if (!itself && hashed.stream().noneMatch(object.text()::contains)) {
      return Optional.empty();
    }
    Value.Obj content = object.content();
    String name = content.object("metadata").text("name").orElse("");
    return Optional.of(
        new Unrendered(
            object.origin().places().start(),
            Unrendered.Kind.TEMPLATE,
            itself
                ? "The Secret %s is generated from a file that is encrypted with SOPS%s."
                    .formatted(name, why)
                : "The %s %s names a Secret that is generated from a file that is encrypted with SOPS%s."
                    .formatted(content.text("kind").orElse(""), name, why),
            itself ? Optional.empty() : Optional.of(object.text())));
  }
}
