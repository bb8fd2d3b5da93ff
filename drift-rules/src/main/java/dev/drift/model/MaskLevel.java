package dev.drift.model;

import java.util.Locale;

/// How much of what is compared people may see.
public enum MaskLevel {
  /// What its name, its shape or its place gives away as a secret is masked.
  DEFAULT,

  /// Only what is known to be harmless is shown.
  STRICT;

  /// As flags and files write it.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The stricter of the two.
  public MaskLevel and(MaskLevel other) {
    return this == STRICT ? this : other;
  }
}
