package dev.drift.report.view;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The findings of a target over time, as its store has them, the newest onset first. Values are
/// not part of it.
///
/// @param at when it was read
/// @param since what ended before is left out
/// @param more how many older findings of the period are left out
public record Timeline(Instant at, Instant since, List<Row> rows, int more) {
  public Timeline {
    requireNonNull(at, "at is null");
    requireNonNull(since, "since is null");
    rows = List.copyOf(rows);
  }

  /// A finding from its onset to its end.
  ///
  /// @param posture whether it is a risk whatever Git says, and not drift
  /// @param path empty for the whole resource
  /// @param attribution who made it and when; empty if that is unknown
  /// @param onset when the run began that saw it first
  /// @param ended when the run ended that looked and did not see it; empty while it is open
  /// @param unseenSince when the first run began that could not look; empty if all could
  /// @param acts what was done about it, the oldest first
  public record Row(
      boolean posture,
      String rule,
      Category category,
      Severity severity,
      ResourceRef resource,
      String path,
      String message,
      String attribution,
      Instant onset,
      Optional<Instant> ended,
      Optional<Instant> unseenSince,
      List<Act> acts) {
    public Row {
      requireNonNull(rule, "rule is null");
      requireNonNull(category, "category is null");
      requireNonNull(severity, "severity is null");
      requireNonNull(resource, "resource is null");
      requireNonNull(path, "path is null");
      requireNonNull(message, "message is null");
      requireNonNull(attribution, "attribution is null");
      requireNonNull(onset, "onset is null");
      requireNonNull(ended, "ended is null");
      requireNonNull(unseenSince, "unseenSince is null");
      acts = List.copyOf(acts);
    }
  }

  /// What was done about a finding.
  ///
  /// @param action such as `patch`
  /// @param outcome such as `done`
  /// @param sentence what became of it
  public record Act(Instant at, String action, String outcome, String sentence) {
    public Act {
      requireNonNull(at, "at is null");
      requireNonNull(action, "action is null");
      requireNonNull(outcome, "outcome is null");
      requireNonNull(sentence, "sentence is null");
    }
  }
}
