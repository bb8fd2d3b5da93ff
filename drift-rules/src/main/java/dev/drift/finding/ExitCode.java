package dev.drift.finding;

/// The exit codes of every command.
public enum ExitCode {
  IN_SYNC(0, "the cluster matches Git"),
  DRIFT(1, "the cluster has drifted from Git"),
  INVALID_INPUT(2, "invalid flags, configuration or manifests"),
  INCOMPLETE(3, "something could not be checked, and nothing worse was found"),
  FAILURE(4, "the repository or the cluster could not be reached, or Drift failed");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  /// What the code means, without a full stop.
  public String meaning() {
    return meaning;
  }
}
