package dev.drift.source.argo;

/// Bounds what a repository makes Drift compute: globs and nested generators may take for ever.
final class StepLimit {
  /// About a second. Globs over 20,000 files take a twentieth of it.
  private static final long MOST = 100_000_000;

  /// Of copying or filling in one value.
  static final long VALUE = 50;

  private final String what;
  private long left = MOST;

  /// @param what takes the steps, such as `its generators`
  StepLimit(String what) {
    this.what = what;
  }

  /// @throws NotRendered if there were too many
  void spend(long steps) throws NotRendered {
    left -= steps;
    if (left < 0) {
      throw new NotRendered("%s take too long to evaluate; simplify them".formatted(what));
    }
  }
}
