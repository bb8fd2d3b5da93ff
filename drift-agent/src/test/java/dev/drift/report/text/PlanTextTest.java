package dev.drift.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.Golden;
import dev.drift.report.SamplePlans;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  @Tag("golden")
  @Test
  void readsAsAPlan() {
    Golden.check(
        "report/plan.txt", PlanText.of(SamplePlans.planned(), "What to do next.", TextStyle.PLAIN));
  }

  @Tag("golden")
  @Test
  void saysWhatBecameOfEachAct() {
    Golden.check("report/acts.txt", PlanText.of(SamplePlans.done(), "", TextStyle.PLAIN));
  }

  @Test
  void hasNoLineWiderThanThePage() {
    TextStyle narrow = new TextStyle(false, 60, true, false);
    assertThat(PlanText.of(SamplePlans.done(), "", narrow).lines())
        .filteredOn(line -> line.length() > 60)
        .allMatch(line -> !line.strip().contains(" ") || line.contains("→"));
  }
}
