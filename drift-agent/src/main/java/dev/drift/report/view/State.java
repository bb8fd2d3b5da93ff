package dev.drift.report.view;

import dev.drift.finding.Finding;

/// How an object is wrong.
public enum State {
  CHANGED("changed"),
  MISSING("in Git, not in the cluster"),
  UNMANAGED("in the cluster, not in Git"),

  /// A risk or mistake, whether or not it matches Git.
  POSTURE("");

  private final String meaning;

  State(String meaning) {
    this.meaning = meaning;
  }

  /// In a few words; empty if the findings say it.
  public String meaning() {
    return meaning;
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
