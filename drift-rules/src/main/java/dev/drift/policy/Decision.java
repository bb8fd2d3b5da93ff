package dev.drift.policy;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;

/// What becomes of a finding.
public sealed interface Decision {
  /// It is reported.
  ///
  /// @param finding perhaps of another severity
  record Told(Finding finding) implements Decision {}

  /// It is ignored, and the report says so.
  record LeftAlone(Report.Ignored ignored) implements Decision {}
}
