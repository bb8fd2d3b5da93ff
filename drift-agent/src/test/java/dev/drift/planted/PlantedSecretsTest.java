package dev.drift.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.MaskLevel;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.Masking;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No secret that is planted in an object is in what the redactor makes of it.
class PlantedSecretsTest {
  private static final List<PlantedSecrets.Planted> PLANTED = PlantedSecrets.all();

  @ParameterizedTest
  @EnumSource
  void noPlantedSecretIsShown(MaskLevel level) {
    Redactor redactor = new Redactor(new Masking(new MaskKey(new byte[32]), level));
    List<String> leaks = new ArrayList<>();
    for (PlantedSecrets.Planted one : PLANTED) {
      String shown = Printed.of(redactor.redact(one.ref(), one.object()));
      SecretShapes.forms(one.secret()).stream()
          .filter(shown::contains)
          .findFirst()
          .ifPresent(form -> leaks.add(one.title() + "\n      " + form + " in " + shown));
    }

    assertThat(PLANTED).hasSizeGreaterThan(1000);
    assertThat(leaks).as("%d of %d".formatted(leaks.size(), PLANTED.size())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void redactingTwiceChangesNothing(MaskLevel level) {
    Redactor redactor = new Redactor(new Masking(new MaskKey(new byte[32]), level));
    for (PlantedSecrets.Planted one : PLANTED) {
      Value.Obj once = redactor.redact(one.ref(), one.object());
      assertThat(redactor.redact(one.ref(), once)).as(one.title()).isEqualTo(once);
    }
  }
}
