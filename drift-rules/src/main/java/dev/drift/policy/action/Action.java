package dev.drift.policy.action;

import java.util.Locale;

/// What a policy orders.
public enum Action {
  /// Write the value of the applied revision back to the cluster.
  REVERT,
  /// Write the live value into Git, as a pull request.
  ADOPT,
  /// Send the finding to the channels.
  REPORT,
  /// Nothing; the finding is in the report of the run and nowhere else.
  NONE;

  /// The name in a policy.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether it changes the cluster or Git.
  public boolean changesSomething() {
    return switch (this) {
      case REVERT, ADOPT -> true;
      case REPORT, NONE -> false;
    };
  }
}
