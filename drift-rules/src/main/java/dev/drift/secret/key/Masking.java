package dev.drift.secret.key;

import static java.util.Objects.requireNonNull;

import dev.drift.model.MaskLevel;

/// How values are masked: under which key, and how many of them.
///
/// The strict level masks what the default level left readable, and nothing else. So a masked
/// object can be masked strictly later, with the same result as if both had been done at once.
public record Masking(MaskKey key, MaskLevel level) {
  public Masking {
    requireNonNull(key, "key is null");
    requireNonNull(level, "level is null");
  }

  /// The default level under this key.
  public static Masking of(MaskKey key) {
    return new Masking(key, MaskLevel.DEFAULT);
  }

  /// The same key at this level, or at the present one if that is stricter.
  public Masking atLeast(MaskLevel other) {
    return new Masking(key, level.and(other));
  }
}
