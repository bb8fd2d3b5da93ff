package dev.drift.cli;

import dev.drift.policy.PolicySource;
import java.util.Locale;

/// Whose configuration a file is, in flags.
enum ConfigOwner {
  AGENT(PolicySource.AGENT),
  REPOSITORY(PolicySource.REPOSITORY);

  private final PolicySource origin;

  ConfigOwner(PolicySource origin) {
    this.origin = origin;
  }

  PolicySource origin() {
    return origin;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
