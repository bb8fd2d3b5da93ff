package dev.drift.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How bad a finding is, the worst first.
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW,
  INFO;

  /// @param label as [#label] gives it
  public static Optional<Severity> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }

  /// Whether this is as bad as `other`, or worse.
  public boolean atLeast(Severity other) {
    return compareTo(other) <= 0;
  }

  /// The name in reports and flags.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
