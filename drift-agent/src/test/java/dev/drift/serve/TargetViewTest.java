package dev.drift.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.finding.FailOn;
import dev.drift.finding.Finding;
import dev.drift.model.Lazy;
import dev.drift.model.Problem;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Current;
import dev.drift.report.SampleReports;
import dev.drift.serve.metrics.DaemonMetrics;
import dev.drift.serve.state.StaleKind;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetViewTest {
  private static final Instant CHECKED = Instant.parse("2026-11-29T20:50:00Z");
  private static final Instant FAILED = Instant.parse("2026-11-29T21:05:00Z");
  private static final Instant LATER = Instant.parse("2026-11-29T21:06:00Z");
  private static final Finding SOME = SampleReports.drifted().findings().getFirst();

  private final TargetView view =
      new TargetView(
          "prod",
          FailOn.ANY_DRIFT,
          new DaemonMetrics(new PrometheusRegistry(), List.of("prod")),
          Optional::empty,
          CHECKED);

  private static Current current(
      Instant at, boolean full, List<Finding> opened, boolean altered, Map<String, Instant> stale) {
    return new Current(
        at,
        "01JD6X2Q9V",
        full,
        new Lazy<>(() -> Checked.of(SampleReports.drifted())),
        opened,
        List.of(),
        List.of(),
        altered,
        List.of(),
        List.of(),
        List.of(),
        1,
        Duration.ZERO,
        List.of(),
        stale);
  }

  private void checked() {
    view.checked(current(CHECKED, true, List.of(SOME), false, Map.of()), Duration.ofSeconds(2));
  }

  @Test
  void aFailureLastsUntilTheNextFullCheck() {
    checked();
    view.failed(FAILED, List.of(Problem.of(Problem.Code.INTERNAL, "It is out of reach.")));
    view.current(current(LATER, false, List.of(SOME), false, Map.of()));

    assertThat(view.state().lastUpdate()).contains(LATER);
    assertThat(view.state().failure().orElseThrow().since()).isEqualTo(FAILED);

    checked();
    assertThat(view.state().failure()).isEmpty();
  }

  /// One kind is seen again in the same moment in which another is lost.
  @Test
  void theKindsThatAreNotSeenAreThoseOfNow() {
    checked();
    view.current(current(FAILED, false, List.of(), false, Map.of("Secret", FAILED)));
    view.current(current(LATER, false, List.of(), false, Map.of("ConfigMap", LATER)));

    assertThat(view.state().stale()).extracting(StaleKind::kind).containsExactly("ConfigMap");
  }

  @Test
  void anotherValueOfAFindingIsAChange() {
    checked();
    view.current(current(FAILED, false, List.of(), false, Map.of()));
    assertThat(view.state().lastUpdate()).contains(CHECKED);

    view.current(current(LATER, false, List.of(), true, Map.of()));
    assertThat(view.state().lastUpdate()).contains(LATER);
  }
}
