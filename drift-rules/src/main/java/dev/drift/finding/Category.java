package dev.drift.finding;

import java.util.Locale;

/// What part of a platform a finding speaks of.
public enum Category {
  CONFIGURATION,
  INFRASTRUCTURE,
  SCALING,
  DEPENDENCY,
  SECURITY,
  OBSERVABILITY,
  DELIVERY;

  /// The name in reports and flags.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
