package dev.drift.cli.option;

import java.util.Locale;

/// Whether the API server may be asked what it would store.
enum DryRunMode {
  NONE,
  SERVER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
