package dev.drift.secret;

import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.Masking;
import dev.drift.secret.name.NameCache;
import dev.drift.secret.name.SecretNames;
import dev.drift.secret.text.SecretText;
import dev.drift.secret.text.SecretWalk;
import dev.drift.secret.text.ValueMasks;
import dev.drift.secret.text.ValueWalk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Masks what is secret, and makes the values that people may see.
///
/// Secret are: the data of a Secret, also of one that stands within something else; the annotation
/// `last-applied-configuration`; a Helm release in a ConfigMap; what a source has encrypted, or a
/// renderer took from a Secret; every value whose name announces a secret, wherever it stands;
/// secrets within texts. Under one key and level, equal values have equal redacted forms and values
/// that differ have forms that
/// differ; redacting twice changes nothing; and nobody without the key can write a text that passes
/// for a mask.
///
/// A redactor remembers short texts that it found harmless, so it should live as long as one run.
public final class Redactor {
  private final Masking masking;
  private final SecretText texts;
  private final ValueMasks masks;
  private final ValueWalk walk;
  private final StrictValues strict;
  private final SecretPaths secrets;

  /// At the default level.
  public Redactor(MaskKey key) {
    this(Masking.of(key));
  }

  public Redactor(Masking masking) {
    this(masking, true);
  }

  private Redactor(Masking masking, boolean remembers) {
    NameCache names = new NameCache(remembers);
    this.masking = masking;
    this.texts = new SecretText(masking.key(), names, remembers);
    this.masks = new ValueMasks(masking.key());
    this.walk = new ValueWalk(texts, masks, names);
    this.strict = new StrictValues(masking.key());
    this.secrets = SecretPaths.NONE;
  }

  private Redactor(Redactor other, SecretPaths secrets) {
    this.masking = other.masking;
    this.texts = other.texts;
    this.masks = other.masks;
    this.walk = other.walk;
    this.strict = other.strict;
    this.secrets = secrets;
  }

  /// The same, which also masks these values on both sides, whatever their names are.
  ///
  /// @param paths by resource: what a source has encrypted, or a renderer took from a Secret
  public Redactor hiding(Map<ResourceId, Set<Path>> paths) {
    return secrets.are(paths) ? this : new Redactor(this, SecretPaths.of(paths));
  }

  /// A redactor at the default level that remembers nothing, for what lives longer than a run.
  public static Redactor withoutMemory(MaskKey key) {
    return new Redactor(Masking.of(key), false);
  }

  /// The id of the key under which this masks.
  public String keyId() {
    return masking.key().id();
  }

  /// How much this masks.
  public MaskLevel level() {
    return masking.level();
  }

  /// A redactor with the same key and at least this level; this one if it is strict enough.
  public Redactor atLeast(MaskLevel level) {
    Masking other = masking.atLeast(level);
    return other.level() == masking.level() ? this : new Redactor(new Redactor(other), secrets);
  }

  /// The object with every secret masked: what a snapshot keeps.
  public Value.Obj redact(ResourceRef resource, Value.Obj content) {
    Value.Obj masked =
        resource.id().groupKind().equals(Kinds.SECRET)
            ? secret(content)
            : isRelease(resource) && content.get("data").isPresent()
                ? release(content)
                : walk.object(content, SecretWalk.Below.NOTHING);
    Value.Obj shown = level() == MaskLevel.STRICT ? strict.redact(resource, masked) : masked;
    return secrets.masked(resource.id(), shown, masks::hidden);
  }

  private Value.Obj release(Value.Obj content) {
    return walk.object(
        content.with("data", masks.data(content.object("data"), false)), SecretWalk.Below.NOTHING);
  }

  private Value.Obj secret(Value.Obj content) {
    Value.Obj others =
        walk.object(content.without("data").without("stringData"), SecretWalk.Below.NOTHING);
    Map<String, Value> fields = new LinkedHashMap<>();
    content
        .fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    switch (name) {
                      case "data" -> masks.data(value, true);
                      case "stringData" -> masks.data(value, false);
                      default -> others.get(name).orElse(value);
                    }));
    return new Value.Obj(fields);
  }

  /// A ConfigMap in which Helm's other driver keeps a release: packed, with its values in it.
  /// https://github.com/helm/helm/blob/main/pkg/storage/driver/cfgmaps.go
  private static boolean isRelease(ResourceRef resource) {
    return resource.id().groupKind().equals(Kinds.CONFIG_MAP)
        && resource.id().name().startsWith("sh.helm.release.v1.");
  }

  /// The value at this path of a resource, as people may see it.
  ///
  /// @param root the object that the value stands in, for the names beside it
  public Shown show(ResourceRef resource, Path path, Value value, Value.Obj root) {
    Optional<Value> redacted = Steps.at(path(path), redact(resource, root));
    return masked(redacted.orElseGet(() -> masks.whole(value)));
  }

  /// Many values of one resource, as people may see them; nothing where a path leads nowhere.
  public Function<Path, Shown> shows(ResourceRef resource, Value.Obj root) {
    Value.Obj redacted = redact(resource, root);
    return path -> Steps.at(path(path), redacted).map(this::masked).orElseGet(this::absent);
  }

  /// The path as people may see it: a name on it may be a secret, as in `tokens.<token>`.
  public Path path(Path path) {
    List<Path.Element> elements = path.elements();
    List<Path.Element> shown = new ArrayList<>(elements.size());
    boolean changed = false;
    for (int i = 0; i < elements.size(); i++) {
      Path.Element element = elements.get(i);
      if (i > 0
          && element instanceof Path.Field(String name)
          && elements.get(i - 1) instanceof Path.Field(String around)) {
        String masked = fieldName(around, name);
        changed |= !masked.equals(name);
        element = new Path.Field(masked);
      }
      shown.add(element);
    }
    return changed ? new Path(shown) : path;
  }

  /// The name of a field as people may see it.
  ///
  /// @param around the name of the field that the object is the value of
  public String fieldName(String around, String name) {
    return SecretNames.announceSecretNames(around) && SecretWalk.isSecretName(name)
        ? texts.token(name)
        : name;
  }

  /// Nothing, as people may see it.
  public Shown absent() {
    return new Shown.Absent();
  }

  /// A text of unknown origin with every secret in it masked.
  public String text(String text) {
    return texts.mask(text);
  }

  /// A text of a ConfigMap as [#redact] masks it.
  ///
  /// @param name its key
  public String file(String name, String text) {
    String masked = texts.mask(name, text);
    return level() == MaskLevel.STRICT ? strict.file(name, masked) : masked;
  }

  /// What a Secret holds, with every value in it masked; its names stay.
  public Value hidden(Value value) {
    return masks.hidden(value);
  }

  private Shown masked(Value value) {
    return value instanceof Value.Masked(String mask, String keyId, _)
        ? new Shown.Masked(mask, keyId)
        : new Shown.Plain(value);
  }
}
