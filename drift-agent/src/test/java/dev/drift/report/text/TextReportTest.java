package dev.drift.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.report.SampleReports;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("golden")
class TextReportTest {
  private static final TextStyle WIDE = new TextStyle(false, 100, true, false);

  @Test
  void tellsOfDrift() {
    check("drifted", SampleReports.drifted(), WIDE);
  }

  @Test
  void tellsOfDriftInColor() {
    check("drifted-color", SampleReports.drifted(), new TextStyle(true, 100, true, false));
  }

  @Test
  void fitsANarrowTerminalWithoutUnicode() {
    check("drifted-narrow", SampleReports.drifted(), new TextStyle(false, 60, false, true));
  }

  @Test
  void isBriefWhereNothingDrifted() {
    check("clean", SampleReports.clean(), WIDE);
    assertThat(TextReport.of(SampleReports.clean(), FailOn.ANY_DRIFT, WIDE).lines().toList())
        .hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void namesUncommittedFiles() {
    check("clean-uncommitted", SampleReports.cleanButUncommitted(), WIDE);
  }

  @Test
  void tellsOfGaps() {
    check("incomplete", SampleReports.incomplete(), WIDE);
  }

  @Test
  void tellsOfBrokenManifests() {
    check("invalid", SampleReports.invalid(), WIDE);
  }

  @Test
  void saysWhereDriftIsBelowTheThreshold() {
    Report report = SampleReports.with(SampleReports.drifted().drift().getLast());
    assertThat(TextReport.of(report, new FailOn(Severity.CRITICAL, Optional.empty()), WIDE))
        .contains(
            "Exit code 0: the cluster has drifted, but not at severity critical or higher (--fail-on"
                + " critical).");
  }

  @Test
  void neverCallsAnIncompleteRunInSync() {
    assertThat(TextReport.of(SampleReports.incomplete(), FailOn.ANY_DRIFT, WIDE))
        .doesNotContain("In sync")
        .contains("Incomplete")
        .contains("Exit code 3");
  }

  @Test
  void neverCallsAnUnknownResourceInSyncWhateverCoverageSays() {
    Report clean = SampleReports.clean();
    Report report =
        SampleReports.report(
            clean.sources(),
            clean.coverage(),
            SampleReports.incomplete().resources(),
            List.of(),
            List.of());
    assertThat(TextReport.of(report, FailOn.ANY_DRIFT, WIDE))
        .doesNotContain("In sync")
        .contains("Incomplete");
  }

  @Test
  void saysWhereThereWasNothingToCompare() {
    Report clean = SampleReports.clean();
    Report report =
        SampleReports.report(clean.sources(), clean.coverage(), List.of(), List.of(), List.of());
    assertThat(TextReport.of(report, FailOn.ANY_DRIFT, WIDE))
        .doesNotContain("In sync")
        .contains("No resources were compared.");
  }

  @Test
  void worksWhereTheRunEndedBeforeAnythingWasKnown() {
    Report report =
        Report.of(
                SampleReports.clean().run(),
                Coverage.NOTHING.and(List.of(SampleReports.resources(0, false))))
            .build();
    assertThat(TextReport.of(report, FailOn.ANY_DRIFT, WIDE))
        .contains("No resources were compared.")
        .contains("Exit code 3");
  }

  private static void check(String name, Report report, TextStyle style) {
    Golden.check("report/" + name + ".txt", TextReport.of(report, FailOn.ANY_DRIFT, style));
  }
}
