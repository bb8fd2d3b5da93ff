package dev.drift.policy.action;

/// What a revert may do only if its rule says so.
public enum Permit {
  /// Delete an object that Git does not declare.
  DELETE("delete"),
  /// Write although the server could not check the write before.
  WITHOUT_DRY_RUN("withoutDryRun"),
  /// Restart the workloads that still run the old configuration.
  RESTART("restart"),
  /// Ask Flux or Argo CD to reconcile an object of theirs.
  RECONCILE("reconcile"),
  /// Write an object that Flux or Argo CD own.
  TAKE_OVER("takeOver");

  private final String label;

  Permit(String label) {
    this.label = label;
  }

  /// The name in a policy.
  public String label() {
    return label;
  }
}
