package dev.drift.plan;

/// Notes that nothing is done about a difference, and why.
@FunctionalInterface
interface Leave {
  /// @param sentence without its full stop
  void alone(Cause cause, LeftAlone.Reason reason, String sentence);
}
