package dev.drift.cli.console;

import java.util.Locale;

/// What Drift logs of its own work.
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /// The name in flags.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
