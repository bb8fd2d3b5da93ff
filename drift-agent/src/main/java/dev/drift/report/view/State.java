package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.finding.Sides;

/// How an object is wrong.
public enum State {
  CHANGED,
  MISSING,
  UNMANAGED,

  /// A risk or mistake, whether or not it matches Git.
  POSTURE;

  /// In a few words; empty if the findings say it.
  public String meaning(Sides sides) {
    return switch (this) {
      case CHANGED -> "changed";
      case MISSING -> "in %s, not in %s".formatted(sides.expected(), sides.judged());
      case UNMANAGED -> "in %s, not in %s".formatted(sides.judged(), sides.expected());
      case POSTURE -> "";
    };
  }

  static State of(Finding finding) {
    return switch (finding) {
      case Finding.Posture _ -> POSTURE;
      case Finding.Drift drift ->
          switch (drift.change()) {
            case MISSING -> MISSING;
            case UNMANAGED -> UNMANAGED;
            case CHANGED, REMOVED, ADDED, DEFAULT_CHANGED, REORDERED -> CHANGED;
          };
    };
  }
}
