package dev.drift.testkit;

import static java.util.Objects.requireNonNull;

/// What kubectl said.
public record KubectlResult(String command, int exit, String stdout, String stderr) {
  public KubectlResult {
    requireNonNull(command, "command");
    requireNonNull(stdout, "stdout");
    requireNonNull(stderr, "stderr");
  }

  public boolean succeeded() {
    return exit == 0;
  }

  /// @throws ControlPlaneException with kubectl's own words if it failed
  public KubectlResult orThrow() {
    if (!succeeded()) {
      throw new ControlPlaneException(
          "`%s` exited with %d: %s%s".formatted(command, exit, stderr, stdout).strip());
    }
    return this;
  }
}
