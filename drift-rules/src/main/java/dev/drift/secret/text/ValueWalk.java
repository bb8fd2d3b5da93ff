package dev.drift.secret.text;

import dev.drift.model.value.Value;
import dev.drift.secret.name.NameCache;
import dev.drift.secret.name.SecretNames;
import java.nio.charset.StandardCharsets;

/// Puts masks in place of the secrets of an object. What holds none is given back itself, not a
/// copy: most of a cluster is so.
public final class ValueWalk extends SecretWalk {
  private final SecretText texts;
  private final ValueMasks masks;

  public ValueWalk(SecretText texts, ValueMasks masks, NameCache names) {
    super(names);
    this.texts = texts;
    this.masks = masks;
  }

  @Override
  Value secret(String name, Value scalar) {
    return masks.scalar(name, scalar);
  }

  @Override
  Value text(String field, Value.Str text) {
    String masked = texts.mask(field, text.value());
    return masked.equals(text.value()) ? text : Value.of(masked);
  }

  /// `-p` and the password in one: the flag stays.
  @Override
  Value tail(Value.Str item, int from) {
    String text = item.value();
    return Value.of(text.substring(0, from) + texts.token(text.substring(from)));
  }

  @Override
  Value whole(Value value) {
    return masks.whole(value);
  }

  @Override
  Value data(Value value, boolean base64) {
    return masks.data(value, base64);
  }

  /// Those that hold the text of a secret are masked whole.
  @Override
  Value binary(String name, Value.Str base64) {
    byte[] bytes = ValueMasks.decode(base64.value());
    boolean secret =
        SecretNames.announceSecret(name)
            || Keystores.isKeystore(name, bytes)
            || texts.holdsSecret(name, new String(bytes, StandardCharsets.ISO_8859_1))
            || Encoded.text(bytes, SecretText.MOST_DECODED)
                .filter(text -> texts.holdsSecret(name, text))
                .isPresent();
    return secret ? masks.mask(name, bytes) : base64;
  }

  @Override
  String secretName(Value.Obj object, int index) {
    return texts.token(object.name(index));
  }
}
