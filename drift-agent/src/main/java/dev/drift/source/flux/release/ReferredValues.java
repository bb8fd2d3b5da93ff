package dev.drift.source.flux.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The values of a HelmRelease with those of the ConfigMaps and Secrets that it refers to: as the
/// repository declares them, else as they are in the cluster.
final class ReferredValues {
  private final List<Manifest> declared;
  private final ClusterFacts cluster;
  private final DocumentReader reader;
  private final Predicate<ResourceId> unread;
  private final Set<String> files = new LinkedHashSet<>();
  private boolean secret;
  private boolean live;

  /// What a reference leads to.
  private record Text(String text, boolean secret) {
    @Override
    public String toString() {
      return "Text"; // It may be a secret.
    }
  }

  /// @param secret whether some of it was decrypted, or comes from Secrets
  private record Source(Value.Obj content, boolean secret) {}

  /// @param unread whether the repository may declare an object that could not be read: it may be
  ///     encrypted there, and then what the cluster has is secret
  ReferredValues(
      List<Manifest> declared,
      ClusterFacts cluster,
      DocumentReader reader,
      Predicate<ResourceId> unread) {
    this.declared = declared;
    this.cluster = cluster;
    this.reader = reader;
    this.unread = unread;
  }

  /// Whether any of the values is secret: it comes from a Secret, or was decrypted.
  boolean areSecret() {
    return secret;
  }

  /// Whether what is made of them may be kept: all are in the repository, and none is secret.
  boolean mayBeKept() {
    return !secret && !live;
  }

  /// The files that declare what it refers to, with the prefix of the source.
  List<String> files() {
    return List.copyOf(files);
  }

  /// @param others in the place of secrets
  /// @throws InvalidValues if helm-controller would not get them either, or they are not known
  Value.Obj of(HelmReleaseSpec release, OtherSecrets others) throws InvalidValues {
    Value inline = release.spec().object("values");
    for (Path path : release.secretValues()) {
      secret = true;
      inline = others.at(path, inline);
    }
    ChartValues values = new ChartValues((Value.Obj) inline);
    for (Value.Obj reference : release.spec().objects("valuesFrom")) {
      String kind = reference.text("kind").orElse("");
      String name = reference.text("name").orElse("");
      String key = reference.text("valuesKey").filter(it -> !it.isEmpty()).orElse("values.yaml");
      Optional<Text> text = text(release, reference, kind, name, key);
      if (text.isEmpty()) {
        continue;
      }
      secret |= text.get().secret();
      OtherSecrets other = text.get().secret() ? others : OtherSecrets.none(reader);
      Optional<String> target = reference.text("targetPath").filter(it -> !it.isEmpty());
      if (target.isPresent()) {
        boolean literal = isTrue(reference, "literal");
        String said = text.get().text();
        try {
          values.add(target.get(), literal ? other.of(said) : other.set(said), literal);
        } catch (InvalidValues e) {
          throw new InvalidValues(
              "the key %s of %s %s cannot be set at targetPath %s: %s"
                  .formatted(key, kind, name, target.get(), e.why()));
        }
      } else {
        values.add((Value.Obj) other.of(parsed(text.get().text(), kind, name, key)));
      }
    }
    return values.all();
  }

  private Value.Obj parsed(String text, String kind, String name, String key) throws InvalidValues {
    Documents documents = reader.read(new SourceFile("values", text.getBytes(UTF_8)));
    List<Value> values = documents.documents().stream().map(Document::value).toList();
    Value value = values.isEmpty() ? Value.Null.NULL : values.getFirst();
    if (documents.problems().isEmpty() && value instanceof Value.Null) {
      return Value.Obj.EMPTY;
    }
    if (documents.problems().isEmpty() && value instanceof Value.Obj object) {
      return object;
    }
    throw new InvalidValues("the key %s of %s %s is not a YAML mapping".formatted(key, kind, name));
  }

  /// @return empty if it is optional and not there
  private Optional<Text> text(
      HelmReleaseSpec release, Value.Obj reference, String kind, String name, String key)
      throws InvalidValues {
    boolean isSecret = kind.equals(Kinds.SECRET.kind());
    if (!isSecret && !kind.equals(Kinds.CONFIG_MAP.kind())) {
      throw new InvalidValues(
          "valuesFrom refers to a %s; only ConfigMaps and Secrets have values"
              .formatted(kind.replaceAll("\\W", "?")));
    }
    boolean optional = isTrue(reference, "optional");
    Optional<Source> object =
        object(isSecret ? Kinds.SECRET : Kinds.CONFIG_MAP, release.namespace(), name);
    if (object.isEmpty()) {
      if (optional) {
        return Optional.empty();
      }
      throw new InvalidValues(
          "its values come from %s %s/%s, which neither this repository nor the cluster has"
              .formatted(kind, release.namespace(), name));
    }
    Value.Obj content = object.get().content();
    Optional<String> text = isSecret ? ofSecret(content, key) : ofConfigMap(content, key);
    if (text.isEmpty() && !optional) {
      throw new InvalidValues(
          "its values come from %s %s/%s, which has no key %s"
              .formatted(kind, release.namespace(), name, key));
    }
    boolean secretText = isSecret || object.get().secret();
    return text.map(it -> new Text(it, secretText));
  }

  private static Optional<String> ofConfigMap(Value.Obj object, String key) {
    return object.object("data").text(key);
  }

  private static Optional<String> ofSecret(Value.Obj object, String key) throws InvalidValues {
    Optional<String> plain = object.object("stringData").text(key);
    Optional<String> packed = object.object("data").text(key);
    if (plain.isPresent() || packed.isEmpty()) {
      return plain;
    }
    try {
      return Optional.of(new String(Base64.getMimeDecoder().decode(packed.get()), UTF_8));
    } catch (IllegalArgumentException e) {
      throw new InvalidValues("the key %s of a Secret is not base64".formatted(key));
    }
  }

  private Optional<Source> object(GroupKind kind, String namespace, String name)
      throws InvalidValues {
    for (Manifest manifest : declared) {
      if (manifest.is(kind)
          && manifest.name().equals(name)
          && manifest.namespace().equals(namespace)) {
        files.add(manifest.origin().places().file());
        return Optional.of(new Source(manifest.content(), !manifest.secrets().isEmpty()));
      }
    }
    ResourceRef ref = new ResourceRef("v1", new ResourceId(kind, namespace, name));
    return switch (cluster.object(ref)) {
      case ClusterFacts.Answer.Found(Value.Obj content) -> {
        live = true;
        yield Optional.of(new Source(content, unread.test(ref.id())));
      }
      case ClusterFacts.Answer.Absent _ -> Optional.empty();
      case ClusterFacts.Answer.Unknown(String why) ->
          throw new InvalidValues(
              "its values come from %s %s/%s, which this repository does not have, and %s"
                  .formatted(kind.kind(), namespace, name, why));
    };
  }

  private static boolean isTrue(Value.Obj object, String field) {
    return object.get(field).filter(Value.of(true)::equals).isPresent();
  }
}
