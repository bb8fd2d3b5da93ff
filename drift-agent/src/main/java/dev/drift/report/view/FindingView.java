package dev.drift.report.view;

import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.secret.Shown;
import java.time.Instant;
import java.util.Optional;

/// A finding, with what is said of it alone; what findings of one cause share is said in
/// [CauseFindings].
///
/// @param remedy what to do; empty if it is said for all findings of the resource
/// @param command what undoes it; empty if there is none, or it is said for all
/// @param attribution who made it and when; empty if that is unknown, or it is said for all
/// @param sides what the two sides are called
public record FindingView(
    Finding finding, String remedy, String command, String attribution, Sides sides) {
  /// Beside a value that is a secret.
  public static final String MASKED = "a secret, masked";

  /// @param now to compute how long ago it was made
  public static FindingView of(Finding finding, Instant now, Sides sides) {
    return new FindingView(
        finding,
        finding.remedy(),
        finding.command().orElse(""),
        switch (finding) {
          case Finding.Drift drift -> AttributionText.of(drift.attribution(), Optional.of(now));
          case Finding.Posture _ -> "";
        },
        sides);
  }

  /// In place of the value that the judged side does not have.
  public String notJudged() {
    return "not in " + sides.judged();
  }

  /// In place of the value that the expected side does not have.
  public String notExpected() {
    return switch (finding) {
      case Finding.Drift drift ->
          switch (drift.change()) {
            case DEFAULT_CHANGED -> "default";
            case ADDED, CHANGED, REMOVED, REORDERED, MISSING, UNMANAGED ->
                "not in " + sides.expected();
          };
      case Finding.Posture _ -> "not in " + sides.expected();
    };
  }

  /// What the two values do not show; empty if they show everything.
  public String note() {
    return switch (finding) {
      case Finding.Drift drift -> note(drift, sides);
      case Finding.Posture posture -> posture.live() instanceof Shown.Masked ? MASKED : "";
    };
  }

  private static String note(Finding.Drift drift, Sides sides) {
    if (drift.desired() instanceof Shown.Masked(_, String key)
        && drift.live() instanceof Shown.Masked(_, String other)
        && !key.equals(other)) {
      return "secrets masked with different keys; cannot be compared";
    }
    if (drift.desired() instanceof Shown.Masked || drift.live() instanceof Shown.Masked) {
      return MASKED;
    }
    return switch (drift.change()) {
      case DEFAULT_CHANGED ->
          drift.desired() instanceof Shown.Absent
              ? ""
              : "not set in %s; the default applies".formatted(sides.expected());
      case REORDERED -> "order changed";
      case ADDED, CHANGED, REMOVED, MISSING, UNMANAGED -> "";
    };
  }
}
