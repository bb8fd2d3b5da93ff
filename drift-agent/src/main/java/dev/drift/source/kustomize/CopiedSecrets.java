package dev.drift.source.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Values of Secrets that a build may have copied into other objects, by `replacements` or `vars`.
public final class CopiedSecrets {
  /// What is shorter is only found if it is a whole value.
  private static final int LEAST = 6;

  /// Ports and counts, and what says yes or no.
  private static final Pattern HARMLESS = Pattern.compile("|true|false|yes|no|\\d{1,5}");

  private final Set<String> texts;

  private CopiedSecrets(Set<String> texts) {
    this.texts = texts;
  }

  /// @param manifests all that was built
  public static CopiedSecrets of(Collection<Manifest> manifests) {
    Set<String> texts = new HashSet<>();
    for (Manifest manifest : manifests) {
      if (manifest.is(Kinds.SECRET)) {
        texts(manifest.content().object("data"))
            .flatMap(CopiedSecrets::decoded)
            .forEach(texts::add);
        texts(manifest.content().object("stringData")).forEach(texts::add);
      }
    }
    Set<String> all = new HashSet<>();
    texts.stream()
        .map(String::strip)
        .filter(it -> !HARMLESS.matcher(it).matches())
        .forEach(
            it -> {
              all.add(it);
              all.add(Base64.getEncoder().encodeToString(it.getBytes(UTF_8)));
            });
    texts.stream()
        .filter(it -> !HARMLESS.matcher(it.strip()).matches())
        .forEach(it -> all.add(Base64.getEncoder().encodeToString(it.getBytes(UTF_8))));
    return new CopiedSecrets(all);
  }

  private static Stream<String> texts(Value.Obj fields) {
    return fields.fields().values().stream()
        .filter(Value.Str.class::isInstance)
        .map(it -> ((Value.Str) it).value());
  }

  private static Stream<String> decoded(String base64) {
    try {
      return Stream.of(new String(Base64.getMimeDecoder().decode(base64), UTF_8), base64.strip());
    } catch (IllegalArgumentException e) {
      return Stream.of(base64);
    }
  }

  /// The manifest, of which no value shows one of the texts.
  public Manifest hidden(Manifest manifest) {
    if (texts.isEmpty() || manifest.is(Kinds.SECRET)) {
      return manifest;
    }
    Set<Path> found = new HashSet<>();
    collect(manifest.content(), Path.ROOT, found);
    // Every report shows the name of the object, which is not secret.
    found.removeIf(
        it ->
            it.isRoot()
                || Set.of(
                        Path.of("apiVersion"),
                        Path.of("kind"),
                        Path.of("metadata"),
                        Path.of("metadata", "name"),
                        Path.of("metadata", "namespace"))
                    .contains(it));
    return found.isEmpty() ? manifest : manifest.hiding(found);
  }

  private void collect(Value value, Path at, Set<Path> found) {
    switch (value) {
      case Value.Str(String text) -> {
        if (texts.contains(text) || isPart(text)) {
          found.add(at);
        }
      }
      case Value.Num number -> {
        if (texts.contains(number.value().toPlainString())) {
          found.add(at);
        }
      }
      case Value.Obj(Map<String, Value> fields) -> {
        if (fields.keySet().stream().anyMatch(this::isPart)) {
          found.add(at);
        } else {
          fields.forEach((name, inner) -> collect(inner, at.field(name), found));
        }
      }
      case Value.Arr(List<Value> items) -> {
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), at.plus(new Path.Index(i)), found);
        }
      }
      case Value.Null _, Value.Bool _, Value.Masked _ -> {}
    }
  }

  private boolean isPart(String text) {
    return texts.stream().anyMatch(it -> it.length() >= LEAST && text.contains(it));
  }
}
