package dev.drift.report.view;

import dev.drift.finding.ExitCode;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;

/// The exit code of a run and what it means for this run.
///
/// @param meaning without a full stop
public record Outcome(ExitCode code, String meaning, Level level) {

  /// @param failOn as given to [Report#exitCode]
  public static Outcome of(Report report, FailOn failOn) {
    ExitCode code = report.exitCode(failOn);
    return new Outcome(code, meaning(code, report, failOn), level(code, report, failOn));
  }

  public String sentence() {
    return "Exit code %d: %s.".formatted(code.code(), meaning);
  }

  private static String meaning(ExitCode code, Report report, FailOn failOn) {
    return switch (code) {
      case IN_SYNC -> inSync(report, failOn);
      case DRIFT ->
          failOn.driftFails(report)
              ? failOn.drift() == Severity.INFO
                  ? drifted(report)
                  : "%s (--fail-on %s)".formatted(drifted(report), failOn.drift().label())
              : "no drift fails this run, but posture findings do (--fail-on-posture)";
      case INCOMPLETE ->
          report.complete(failOn)
              ? "not all channels were told, and nothing worse was found"
              : code.meaning();
      case FAILURE ->
          report.isUnrecorded() && !report.hasFailed()
              ? "the run was not recorded, and no drift was found"
              : code.meaning();
      case INVALID_INPUT -> code.meaning();
    };
  }

  private static String drifted(Report report) {
    return report.sides().areClusters()
        ? "%s differs from %s".formatted(report.sides().judged(), report.sides().expected())
        : ExitCode.DRIFT.meaning();
  }

  private static String inSync(Report report, FailOn failOn) {
    boolean fresh = report.fresh().stream().anyMatch(Finding.Drift.class::isInstance);
    if (!fresh && !report.drift().isEmpty()) {
      return "no drift that the baseline does not accept";
    }
    if (!report.drift().isEmpty()) {
      return "%s, but not at severity %s or higher (--fail-on %s)"
          .formatted(
              report.sides().areClusters() ? drifted(report) : "the cluster has drifted",
              failOn.drift().label(),
              failOn.drift().label());
    }
    return report.resources().isEmpty()
        ? "there was nothing to compare"
        : report.sides().areClusters() ? "no difference found" : "no drift found";
  }

  private static Level level(ExitCode code, Report report, FailOn failOn) {
    return switch (code) {
      case IN_SYNC ->
          report.drift().isEmpty() && report.complete(failOn) && !report.resources().isEmpty()
              ? Level.SUCCESS
              : Level.WARNING;
      case DRIFT, INVALID_INPUT, FAILURE -> Level.ERROR;
      case INCOMPLETE -> Level.WARNING;
    };
  }
}
