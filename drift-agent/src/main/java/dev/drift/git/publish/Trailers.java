package dev.drift.git.publish;

/// Lines at the end of Drift's commit messages:
/// <https://git-scm.com/docs/git-interpret-trailers>.
public final class Trailers {
  /// The finding that the commit is about. A commit without it is not Drift's.
  public static final String FINGERPRINT = "Drift-Fingerprint";

  /// The run that made the commit.
  public static final String RUN = "Drift-Run";

  /// The commit that Drift's commits on the branch build on; added when the commit is made.
  static final String BASE = "Drift-Base";

  private Trailers() {}
}
