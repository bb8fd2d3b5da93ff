package dev.drift.testkit;

/// The control plane could not do what was asked. The message is a sentence that says what to do,
/// or what was seen.
public final class ControlPlaneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ControlPlaneException(String message) {
    super(message);
  }

  public ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }

  private ControlPlaneException(String message, boolean withStackTrace) {
    super(message, null, withStackTrace, withStackTrace);
  }

  /// For a program that this machine lacks. It has no stack trace: the sentence says what to do.
  static ControlPlaneException missing(String message) {
    return new ControlPlaneException(message, false);
  }
}
