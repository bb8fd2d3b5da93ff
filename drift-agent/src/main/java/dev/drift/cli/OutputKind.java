package dev.drift.cli;

import java.util.Locale;

/// The formats of commands that print no report.
enum OutputKind {
  TEXT,
  JSON;

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
