package dev.drift.policy.action;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;

/// How much one rule may do.
///
/// @param perRun acts in one run
/// @param perHour acts within an hour
/// @param perObjectPerHour acts on one object within an hour
/// @param attempts how often the same value of an object is written while something undoes it
public record Limits(
    OptionalInt perRun, OptionalInt perHour, OptionalInt perObjectPerHour, int attempts) {
  static final int ATTEMPTS = 2;

  /// Those of a rule that gives none.
  public static final Limits DEFAULT =
      new Limits(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), ATTEMPTS);

  public Limits {
    requireNonNull(perRun, "perRun is null");
    requireNonNull(perHour, "perHour is null");
    requireNonNull(perObjectPerHour, "perObjectPerHour is null");
  }
}
