package dev.drift.plan;

import static java.util.Objects.requireNonNull;

/// A difference about which nothing is done, and why.
///
/// @param sentence without its full stop
public record LeftAlone(Cause cause, Reason reason, String sentence) {
  /// Why nothing is done.
  public enum Reason {
    /// Policy orders a report, or nothing.
    POLICY,
    /// Policy orders an act at another time, or after more checks.
    HELD,
    /// So many acts have been done that policy allows no more.
    LIMIT,
    /// It is not known that the difference exists.
    UNKNOWN,
    /// The value of Git is not the one that was applied last, or it is not known which one was.
    NOT_APPLIED,
    /// Flux or Argo CD keeps the object.
    KEPT_BY_DEPLOYER,
    BEING_DELETED,
    /// Only deleting the object and creating it again helps.
    NEEDS_RECREATE,
    /// Deletion that is never done, or whose conditions do not hold.
    PROTECTED,
    /// Somebody undoes it again and again, or the server does not keep it.
    FIGHT,
    /// A patch cannot reach it without touching something else.
    CANNOT_UNDO,
    /// Git cannot be made to say it, or must not.
    CANNOT_ADOPT
  }

  public LeftAlone {
    requireNonNull(cause, "cause is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(sentence, "sentence is null");
  }
}
