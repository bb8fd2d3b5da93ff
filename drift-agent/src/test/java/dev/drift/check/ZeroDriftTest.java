package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.model.Verdict;
import dev.drift.testkit.ControlPlane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A freshly deployed example has no drift, however it was applied, with the real controllers
/// running and settled.
@Tag("cluster")
final class ZeroDriftTest {
  @ParameterizedTest
  @ValueSource(strings = {"apply", "apply --server-side", "create"})
  void nothingDriftsOnAFreshDeployment(String how) {
    try (ControlPlane plane = ControlPlane.start()) {
      Report report = Lakehouse.deploy(plane, how.split(" ")).check();

      assertThat(Lakehouse.lines(report)).isEmpty();
      assertThat(report.problems()).isEmpty();
      assertThat(report.coverage().complete(FailOn.ANY_DRIFT.needs())).isTrue();
      assertThat(report.resources())
          .extracting(Report.ResourceVerdict::verdict)
          .containsOnly(Verdict.IN_SYNC);
      assertThat(report.resources()).hasSize(229);
      assertThat(report.exitCode(FailOn.ANY_DRIFT).code()).isZero();
    }
  }
}
