package dev.drift.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.Severity;
import dev.drift.model.Verdict;
import dev.drift.report.SampleReports;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTest {
  @Test
  void countsEverythingOnce() {
    assertThat(Summary.of(SampleReports.drifted()))
        .isEqualTo(
            new Summary(
                9,
                2,
                Map.of(
                    Verdict.IN_SYNC, 1,
                    Verdict.DRIFTED, 3,
                    Verdict.MISSING, 1,
                    Verdict.UNMANAGED, 1,
                    Verdict.COMPLETED, 1,
                    Verdict.INVALID_DESIRED, 1,
                    Verdict.UNKNOWN, 1),
                Map.of(Severity.CRITICAL, 2, Severity.HIGH, 2, Severity.MEDIUM, 2, Severity.LOW, 1),
                Map.of(Severity.HIGH, 1),
                1,
                1,
                2,
                2,
                0));
  }

  @Test
  void countsNothingInARunThatEndedEarly() {
    Summary summary = Summary.of(SampleReports.invalid());
    assertThat(summary).isEqualTo(new Summary(0, 0, Map.of(), Map.of(), Map.of(), 0, 0, 0, 0, 0));
    assertThat(summary.count(Verdict.DRIFTED)).isZero();
    assertThat(summary.driftFindings()).isZero();
    assertThat(summary.postureFindings()).isZero();
  }

  @Test
  void driftAndPostureAreApart() {
    Summary summary = Summary.of(SampleReports.drifted());
    assertThat(summary.driftFindings()).isEqualTo(7);
    assertThat(summary.postureFindings()).isEqualTo(1);
  }
}
