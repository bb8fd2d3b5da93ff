package dev.drift.finding.text;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.json.JsonWriter;
import dev.drift.model.Change;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import java.util.Optional;

/// What is said of a finding, each on one line and of limited length.
///
/// @param where the path; empty for a whole object
/// @param message without a full stop, so that more may follow
/// @param git the value that is expected; empty if there is nothing to show
/// @param live the value in the cluster; empty if there is nothing to show
/// @param who changed it and when; empty if nobody is known
/// @param command that undoes it; empty if there is none
public record FindingText(
    String where,
    String message,
    Optional<String> git,
    Optional<String> live,
    Optional<String> who,
    String remedy,
    Optional<String> command) {
  private static final int LONGEST_VALUE = 160;
  private static final int LONGEST_SENTENCE = 600;

  public static FindingText of(Finding finding) {
    return of(finding, Sides.GIT);
  }

  /// The same of what a report calls otherwise.
  public static FindingText of(Finding finding, Sides sides) {
    return new FindingText(
        OneLine.of(finding.path().toString(), LONGEST_VALUE),
        OneLine.of(finding.message(), LONGEST_SENTENCE).replaceFirst("\\.$", ""),
        switch (finding) {
          case Finding.Drift drift when !isWhole(drift) ->
              Optional.of(value(drift.desired(), absent(drift.change(), sides)));
          case Finding.Drift _, Finding.Posture _ -> Optional.empty();
        },
        switch (finding) {
          case Finding.Drift drift when !isWhole(drift) ->
              Optional.of(value(drift.live(), "not in " + sides.judged()));
          case Finding.Posture posture when !(posture.live() instanceof Shown.Absent) ->
              Optional.of(value(posture.live(), ""));
          case Finding.Drift _, Finding.Posture _ -> Optional.empty();
        },
        switch (finding) {
          case Finding.Drift drift -> who(drift.attribution());
          case Finding.Posture _ -> Optional.empty();
        },
        OneLine.of(finding.remedy(), LONGEST_SENTENCE),
        // A command that was cut would do something else.
        finding
            .command()
            .filter(it -> it.length() <= LONGEST_SENTENCE && it.equals(OneLine.of(it))));
  }

  private static boolean isWhole(Finding.Drift drift) {
    return drift.change() == Change.MISSING || drift.change() == Change.UNMANAGED;
  }

  private static String absent(Change change, Sides sides) {
    return switch (change) {
      case DEFAULT_CHANGED -> "default";
      case ADDED, CHANGED, REMOVED, REORDERED, MISSING, UNMANAGED -> "not in " + sides.expected();
    };
  }

  private static String value(Shown shown, String absent) {
    return switch (shown) {
      case Shown.Plain plain ->
          OneLine.of(
              plain.value() instanceof Value.Str(String text)
                  ? text
                  : JsonWriter.text(plain.value()),
              LONGEST_VALUE);
      case Shown.Masked _ -> "a secret, masked";
      case Shown.Absent() -> absent;
    };
  }

  /// Without how long ago it was, so that the text stays the same as time goes by.
  private static Optional<String> who(Attribution attribution) {
    String who =
        attribution
            .request()
            .map(request -> person(request, attribution.manager()))
            .orElse(attribution.manager());
    if (who.isEmpty() && attribution.time().isEmpty()) {
      return Optional.empty();
    }
    String at = attribution.time().map(time -> ", " + Times.minute(time)).orElse("");
    return Optional.of(
        OneLine.of(
            (who.isEmpty() ? "somebody" : who) + at + confidence(attribution.confidence()),
            LONGEST_SENTENCE));
  }

  private static String person(Attribution.Request request, String manager) {
    String user = request.user().isEmpty() ? "somebody" : request.user();
    String as = request.actingAs().isEmpty() ? "" : " (as " + request.actingAs() + ")";
    String tool = manager.isEmpty() ? request.tool() : manager;
    return user + as + (tool.isEmpty() ? "" : " with " + tool);
  }

  private static String confidence(Attribution.Confidence confidence) {
    return switch (confidence) {
      case PROVEN -> " (proven by the audit log)";
      case LIKELY -> " (likely, according to the audit log)";
      case HINT -> " (a hint from managedFields)";
      case UNKNOWN -> " (uncertain)";
    };
  }
}
