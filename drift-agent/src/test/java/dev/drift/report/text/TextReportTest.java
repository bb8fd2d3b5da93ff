package dev.drift.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.finding.Coverage;
import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.report.SampleReports;
import dev.drift.secret.ShownInTests;
import java.util.ArrayList;
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

  /// Three screens of 50 lines.
  @Test
  void manyFindingsFitOnThreeScreens() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      findings.add(
          SampleReports.drift(
              SampleReports.ref("v1", "ConfigMap", "shop", "settings-" + i % 100),
              Change.CHANGED,
              Severity.values()[i % 5],
              "data.key" + i,
              ShownInTests.plain("a\nb\n"),
              ShownInTests.plain("a\nc\n"),
              "It differs.",
              Optional.of(SampleReports.place("shop/settings-%d.yaml".formatted(i % 100), i, 3))));
    }
    for (int i = 0; i < 49; i++) {
      // Each of a rule and an object of its own.
      findings.add(
          SampleReports.as(
              SampleReports.drifted().drift().get(i % 7),
              "CFG%03d".formatted(100 + i),
              SampleReports.ref("v1", "ConfigMap", "other", "object-" + i)));
    }
    Report report =
        SampleReports.report(
            SampleReports.clean().sources(),
            SampleReports.clean().coverage(),
            SampleReports.clean().resources(),
            findings,
            List.of());

    String text = TextReport.of(report, FailOn.ANY_DRIFT, WIDE);
    assertThat(text.lines()).hasSizeLessThan(150);
    assertThat(text).startsWith("549 differences, ").contains("more findings", "drift check -v");
    assertThat(
            TextReport.of(report, FailOn.ANY_DRIFT, new TextStyle(false, 100, true, true)).lines())
        .hasSizeGreaterThan(1_500);
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
