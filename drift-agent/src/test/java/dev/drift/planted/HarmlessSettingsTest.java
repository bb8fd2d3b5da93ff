package dev.drift.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How many settings that hold no secret the default level masks.
class HarmlessSettingsTest {
  private static final double MOST = 0.03;

  @Test
  void fewAreMaskedNeedlessly() {
    HarmlessSettings settings = HarmlessSettings.read();
    Redactor redactor = new Redactor(new MaskKey(new byte[32]));
    List<String> masked =
        settings.all().stream()
            .filter(one -> !redactor.redact(one.ref(), one.object()).equals(one.object()))
            .map(HarmlessSettings.Harmless::title)
            .toList();

    double share = (double) masked.size() / settings.all().size();
    System.out.printf(
        "Masked needlessly: %d of %d (%.1f %%), %d settings: %s%n",
        masked.size(), settings.all().size(), 100 * share, settings.settings(), masked);
    assertThat(settings.settings()).isGreaterThanOrEqualTo(300);
    assertThat(share).as("needlessly masked: %s", masked).isLessThanOrEqualTo(MOST);
  }
}
