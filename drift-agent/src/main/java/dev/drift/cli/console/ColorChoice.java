package dev.drift.cli.console;

import java.util.Locale;

/// When text has colours.
public enum ColorChoice {
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
