package dev.drift.finding;

import java.util.Locale;

/// How bad a finding is, the worst first.
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO;

  /// Whether this is as bad as `other`, or worse.
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }

  /// The name in reports and flags.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
