package dev.drift.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PastTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  /// An adoption undoes nothing, so it is no attempt to; it counts against the limits of its rule.
  @Test
  void onlyWhatUndoesADifferenceIsAnAttempt() {
    Past past =
        new Past(
            Map.of(),
            List.of(act(PlanView.Verb.PATCH), act(PlanView.Verb.ADOPT)),
            OptionalInt.empty());

    assertThat(past.attempts("f", "rival", NOW)).isEqualTo(1);
    assertThat(past.ofRule("rule", NOW.minus(Duration.ofHours(1)))).isEqualTo(2);
  }

  private static Past.PastAct act(PlanView.Verb verb) {
    return new Past.PastAct(
        NOW.minusSeconds(60),
        verb,
        new ResourceId(Kinds.CONFIG_MAP, "trino", "settings"),
        Set.of("f"),
        "rule",
        "rival",
        true);
  }
}
