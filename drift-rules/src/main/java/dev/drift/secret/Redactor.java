package dev.drift.secret;

import dev.drift.model.Edited;
import dev.drift.model.GroupKind;
import dev.drift.model.Path;
import dev.drift.model.ResourceRef;
import dev.drift.model.Steps;
import dev.drift.model.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Masks what is secret, and makes the values that people may see.
///
/// Secret are: the data of a Secret; the annotation `last-applied-configuration`, which may hold
/// it; a Helm release in a ConfigMap; every value whose name announces a secret, wherever it
/// stands; secrets within texts. Under one key, equal values have equal redacted forms and values
/// that differ have forms that differ; redacting twice changes nothing; and nobody without the key
/// can write a text that passes for a mask. What holds no secret is given back itself, not a copy:
/// most of a cluster is so.
public final class Redactor {
  private static final GroupKind SECRET = new GroupKind("", "Secret");
  private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /// Fields that hold the value of what `name` or `key` names beside them.
  private static final Set<String> VALUES =
      Set.of("value", "defaultValue", "default", "stringValue", "content", "val");

  private final MaskKey key;
  private final SecretText texts;
  private final ValueMasks masks;

  public Redactor(MaskKey key) {
    this.key = key;
    this.texts = new SecretText(key);
    this.masks = new ValueMasks(key);
  }

  /// The id of the key under which this masks.
  public String keyId() {
    return key.id();
  }

  /// The object with every secret masked: what a snapshot keeps.
  public Value.Obj redact(ResourceRef resource, Value.Obj content) {
    if (isRelease(resource) && content.get("data").isPresent()) {
      return object(content.with("data", masks.data(content.object("data"), false)), false);
    }
    if (!resource.id().groupKind().equals(SECRET)) {
      return object(content, false);
    }
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
                      default -> field(name, value, false);
                    }));
    return new Value.Obj(fields);
  }

  /// A ConfigMap in which Helm's other driver keeps a release: packed, with its values in it.
  /// https://github.com/helm/helm/blob/main/pkg/storage/driver/cfgmaps.go
  private static boolean isRelease(ResourceRef resource) {
    return resource.id().groupKind().equals(CONFIG_MAP)
        && resource.id().name().startsWith("sh.helm.release.v1.");
  }

  /// The value at this path of a resource, as people may see it.
  ///
  /// @param root the object that the value stands in, for the names beside it
  public Shown show(ResourceRef resource, Path path, Value value, Value.Obj root) {
    Optional<Value> redacted = Steps.at(path, redact(resource, root));
    return masked(redacted.orElseGet(() -> masks.whole(value)));
  }

  /// Many values of one resource, as people may see them; nothing where a path leads nowhere.
  public Function<Path, Shown> shows(ResourceRef resource, Value.Obj root) {
    Value.Obj redacted = redact(resource, root);
    return path -> Steps.at(path, redacted).map(this::masked).orElseGet(this::absent);
  }

  /// Nothing, as people may see it.
  public Shown absent() {
    return new Shown.Absent();
  }

  /// A text of unknown origin with every secret in it masked.
  public String text(String text) {
    return texts.mask(text);
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

  /// @param underSecret whether a name further out announces a secret
  private Value field(String name, Value value, boolean underSecret) {
    if (name.equals(LAST_APPLIED)) {
      return masks.whole(value);
    }
    if (SecretNames.announceSecret(name)
        || (underSecret && SecretPairs.INNER.contains(name.toLowerCase(Locale.ROOT)))) {
      return secret(name, value);
    }
    if (name.equals("binaryData")) {
      return binaries(value);
    }
    return value instanceof Value.Str(String text) && isLogin(name, text)
        ? masks.scalar(name, value)
        : plain(value, false);
  }

  /// A value whose name announces a secret.
  private Value secret(String name, Value value) {
    return switch (value) {
      case Value.Str _, Value.Num _ -> masks.scalar(name, value);
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(item -> secret(name, item)).toList());
      case Value.Obj object ->
          SecretNames.announceSecrets(name) ? collection(object) : object(object, true);
      case Value.Null _, Value.Bool _, Value.Masked _ -> value;
    };
  }

  /// `passwords: {alice: …, bob: …}`, where fields such as `secretRef` stay as they are.
  private Value collection(Value.Obj object) {
    Map<String, Value> fields = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    value instanceof Value.Str && !SecretNames.describeSecret(name)
                        ? masks.scalar(name, value)
                        : field(name, value, true)));
    return new Value.Obj(fields);
  }

  /// The binary values of a ConfigMap: those that hold the text of a secret are masked whole.
  private Value binaries(Value value) {
    if (!(value instanceof Value.Obj(Map<String, Value> fields))) {
      return plain(value, false);
    }
    Map<String, Value> redacted = new LinkedHashMap<>();
    fields.forEach((name, binary) -> redacted.put(name, binary(name, binary)));
    return new Value.Obj(redacted);
  }

  private Value binary(String name, Value value) {
    if (!(value instanceof Value.Str(String base64))) {
      return field(name, value, false);
    }
    byte[] bytes = ValueMasks.decode(base64);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    boolean secret = SecretNames.announceSecret(name) || !texts.mask(text).equals(text);
    return secret ? masks.mask(name, bytes) : value;
  }

  /// `auth` of a registry, which is `user:password` in base64.
  private static boolean isLogin(String name, String text) {
    return OtherNames.isLogin(name) && OtherNames.isUserAndPassword(text);
  }

  /// Not by a switch over the kinds of values: it is slow until the second compiler has seen it,
  /// and this is asked for all that a cluster has.
  private Value plain(Value value, boolean underSecret) {
    if (value instanceof Value.Str(String text)) {
      String masked = texts.mask(text);
      return masked.equals(text) ? value : Value.of(masked);
    }
    if (value instanceof Value.Arr array) {
      return list(List.of(), array);
    }
    return value instanceof Value.Obj object ? object(object, underSecret) : value;
  }

  private Value.Obj object(Value.Obj object, boolean underSecret) {
    Optional<String> named = secretName(object);
    Edited result = new Edited(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Value value = object.value(i);
      result.set(i, field(object, named, name, value, underSecret));
    }
    return result.object();
  }

  private static Optional<String> secretName(Value.Obj object) {
    Optional<String> name = object.text("name");
    Optional<String> named = name.isPresent() ? name : object.text("key");
    return named.filter(SecretNames::announceSecret);
  }

  /// @param named the secret name that `name` or `key` beside the field says
  private Value field(
      Value.Obj object, Optional<String> named, String name, Value value, boolean underSecret) {
    if (named.isPresent() && VALUES.contains(name)) {
      return secret(named.get(), value);
    }
    if (name.equals("secretKey") && object.get("remoteRef").isPresent()) {
      return value; // an ExternalSecret's name for the key to make
    }
    if (name.equals("args") && value instanceof Value.Arr array) {
      return list(object.list("command"), array);
    }
    return field(name, value, underSecret);
  }

  /// In a command line, `--password` is followed by its value.
  ///
  /// @param before what stands before it on the command line
  private Value list(List<Value> before, Value.Arr array) {
    List<Value> redacted = new ArrayList<>(array.items().size());
    Arguments arguments = new Arguments();
    before.forEach(arguments::next);
    boolean changed = false;
    for (Value item : array.items()) {
      Value shown =
          switch (arguments.next(item)) {
            case WHOLE -> masks.scalar("", item);
            case AFTER_FLAG -> afterFlag(item);
            case NONE -> plain(item, false);
          };
      changed |= Edited.isOther(shown, item);
      redacted.add(shown);
    }
    return changed ? new Value.Arr(redacted) : array;
  }

  /// `-p` and the password in one: the flag stays.
  private Value afterFlag(Value item) {
    return item instanceof Value.Str(String text)
        ? Value.of(text.substring(0, 2) + texts.token(text.substring(2)))
        : item;
  }
}
