package dev.drift.cli;

import java.util.Locale;

/// When text has colours.
enum ColorChoice {
  ALWAYS,
  /// On a terminal that can show them.
  AUTO,
  NEVER;

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
