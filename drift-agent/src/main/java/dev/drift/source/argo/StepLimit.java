package dev.drift.source.argo;

/// Bounds what a repository makes Drift compute: globs and nested generators may take for ever.
final class StepLimit {
  /// A second or two. The largest repositories need a hundredth of it.
  private static final long MOST = 300_000_000;

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
