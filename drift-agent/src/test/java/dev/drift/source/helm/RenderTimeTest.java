package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.source.tool.RenderWorkspace.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RenderTimeTest {
  private static final String LONG =
      "rendering the releases of this source took more than 10 minutes, so the rest is not rendered";

  private long now;
  private final RenderTime time = new RenderTime(() -> now);

  private Result run(String chart, int seconds, Result result) {
    return time.run(
        chart,
        () -> {
          now += Duration.ofSeconds(seconds).toNanos();
          return result;
        });
  }

  private static Result printed() {
    return new Result.Printed("ok".getBytes(UTF_8));
  }

  @Test
  void aChartThatTookTooLongIsNotRenderedAgain() {
    Result late = new Result.Failed("helm took longer than 120 seconds");

    assertThat(run("charts/slow", 120, late)).isEqualTo(late);
    assertThat(run("charts/slow", 1, printed()))
        .isEqualTo(
            new Result.Failed(
                "the same failed before after more than 60 seconds, so it is not rendered again"));
    assertThat(run("charts/other", 59, new Result.Failed("no"))).isEqualTo(new Result.Failed("no"));
    assertThat(run("charts/other", 1, printed())).isInstanceOf(Result.Printed.class);
  }

  @Test
  void allReleasesTogetherTakeTenMinutes() {
    for (int i = 0; i < 6; i++) {
      assertThat(run("charts/%d".formatted(i), 100, printed())).isInstanceOf(Result.Printed.class);
    }

    assertThat(run("charts/last", 1, printed())).isEqualTo(new Result.Failed(LONG));
    assertThat(time.refusal("charts/any")).contains(LONG);
  }
}
