package dev.drift.secret;

import dev.drift.model.GroupKind;
import dev.drift.model.Path;
import dev.drift.model.ResourceRef;
import dev.drift.model.Steps;
import dev.drift.model.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Masks what is secret, and makes the values that people may see.
///
/// Secret are: the data of a Secret; the annotation `last-applied-configuration`, which may hold
/// it; every value whose name announces a secret, wherever it stands; passwords within texts. Under
/// one key, two values are equal exactly where their redacted forms are.
public final class Redactor {
  private static final GroupKind SECRET = new GroupKind("", "Secret");
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  /// Below a secret name, fields of these names hold the secret itself.
  private static final Set<String> INNER =
      Set.of("value", "plain", "plaintext", "literal", "inline", "content", "raw", "text");

  private final MaskKey key;
  private final SecretText texts;

  public Redactor(MaskKey key) {
    this.key = key;
    this.texts = new SecretText(key);
  }

  /// The id of the key under which this masks.
  public String keyId() {
    return key.id();
  }

  /// The object with every secret masked: what a snapshot keeps.
  public Value.Obj redact(ResourceRef resource, Value.Obj content) {
    boolean secret = resource.id().groupKind().equals(SECRET);
    Map<String, Value> fields = new LinkedHashMap<>();
    content
        .fields()
        .forEach(
            (name, value) -> {
              boolean data = secret && (name.equals("data") || name.equals("stringData"));
              fields.put(
                  name, data ? maskData(value, name.equals("data")) : field(name, value, false));
            });
    return new Value.Obj(fields);
  }

  /// The value at this path of a resource, as people may see it.
  ///
  /// @param root the object that the value stands in, for the names beside it
  public Shown show(ResourceRef resource, Path path, Value value, Value.Obj root) {
    Optional<Value> redacted = Steps.at(path, redact(resource, root));
    if (redacted.isEmpty()) {
      return masked(maskScalar(value));
    }
    return masked(redacted.get());
  }

  /// Nothing, as people may see it.
  public Shown absent() {
    return new Shown.Absent();
  }

  /// A text of unknown origin with every secret in it masked.
  public String text(String text) {
    return texts.mask(text);
  }

  private Shown masked(Value value) {
    return value instanceof Value.Masked(String mask, String keyId)
        ? new Shown.Masked(mask, keyId)
        : new Shown.Plain(value);
  }

  private Value maskData(Value value, boolean base64) {
    if (!(value instanceof Value.Obj(Map<String, Value> fields))) {
      return maskScalar(value);
    }
    Map<String, Value> masked = new LinkedHashMap<>();
    fields.forEach(
        (name, secret) ->
            masked.put(
                name,
                secret instanceof Value.Str(String text)
                    ? mask(base64 ? decode(text) : text.getBytes(StandardCharsets.UTF_8))
                    : maskScalar(secret)));
    return new Value.Obj(masked);
  }

  /// Line breaks in base64 are of no meaning; what is no base64 is masked as it stands.
  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return base64.getBytes(StandardCharsets.UTF_8);
    }
  }

  private Value.Masked mask(byte[] secret) {
    return new Value.Masked(key.mask(secret), key.id());
  }

  /// @param underSecret whether a name further out announces a secret
  private Value field(String name, Value value, boolean underSecret) {
    if (name.equals(LAST_APPLIED)) {
      return maskScalar(value);
    }
    boolean announced = SecretNames.announceSecret(name);
    if (announced || (underSecret && INNER.contains(name))) {
      return secret(value);
    }
    return plain(value, false);
  }

  /// A value whose name announces a secret.
  private Value secret(Value value) {
    return switch (value) {
      case Value.Str _, Value.Num _ -> maskScalar(value);
      case Value.Arr(List<Value> items) -> new Value.Arr(items.stream().map(this::secret).toList());
      case Value.Obj object -> plain(object, true);
      case Value.Null _, Value.Bool _, Value.Masked _ -> value;
    };
  }

  private Value plain(Value value, boolean underSecret) {
    return switch (value) {
      case Value.Str(String text) -> Value.of(texts.mask(text));
      case Value.Arr(List<Value> items) -> list(items);
      case Value.Obj object -> object(object, underSecret);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> value;
    };
  }

  private Value object(Value.Obj object, boolean underSecret) {
    boolean named =
        object
            .text("name")
            .or(() -> object.text("key"))
            .map(SecretNames::announceSecret)
            .orElse(false);
    Map<String, Value> fields = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, value) ->
                fields.put(
                    name,
                    named && name.equals("value")
                        ? secret(value)
                        : field(name, value, underSecret)));
    return new Value.Obj(fields);
  }

  /// In a command line, `--password` is followed by its value.
  private Value list(List<Value> items) {
    List<Value> redacted = new ArrayList<>(items.size());
    boolean announced = false;
    for (Value item : items) {
      redacted.add(announced && item instanceof Value.Str ? maskScalar(item) : plain(item, false));
      announced =
          item instanceof Value.Str(String text)
              && text.startsWith("-")
              && text.indexOf('=') < 0
              && SecretNames.announceSecret(text);
    }
    return new Value.Arr(redacted);
  }

  private Value maskScalar(Value value) {
    return switch (value) {
      case Value.Str(String text) when text.isEmpty() || SecretText.isReference(text) -> value;
      case Value.Str(String text) -> mask(text.getBytes(StandardCharsets.UTF_8));
      case Value.Num(BigDecimal number) ->
          mask(number.toPlainString().getBytes(StandardCharsets.UTF_8));
      case Value.Null _, Value.Bool _, Value.Masked _ -> value;
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(this::maskScalar).toList());
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> masked = new LinkedHashMap<>();
        fields.forEach((name, field) -> masked.put(name, maskScalar(field)));
        yield new Value.Obj(masked);
      }
    };
  }
}
