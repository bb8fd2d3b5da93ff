package dev.drift.cli;

import java.util.Locale;

/// Shells that can complete commands.
enum Shell {
  BASH,
  ZSH;

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
