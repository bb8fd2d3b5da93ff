package dev.drift.cli;

import java.util.Locale;

/// The forms of a report.
enum OutputFormat {
  TEXT,
  JSON;

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
