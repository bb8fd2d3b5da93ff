package dev.drift.cli;

import dev.drift.policy.PolicySource;
import java.util.Locale;

/// Whose configuration a file is, in flags.
enum ConfigOwner {
  AGENT(PolicySource.AGENT),
  REPOSITORY(PolicySource.REPOSITORY);

  private final PolicySource source;

  ConfigOwner(PolicySource source) {
    this.source = source;
  }

  PolicySource source() {
    return source;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
