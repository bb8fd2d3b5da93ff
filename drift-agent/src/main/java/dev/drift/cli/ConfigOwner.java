package dev.drift.cli;

import dev.drift.policy.Origin;
import java.util.Locale;

/// Whose configuration a file is, in flags.
enum ConfigOwner {
  AGENT(Origin.AGENT),
  REPOSITORY(Origin.REPOSITORY);

  private final Origin origin;

  ConfigOwner(Origin origin) {
    this.origin = origin;
  }

  Origin origin() {
    return origin;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
