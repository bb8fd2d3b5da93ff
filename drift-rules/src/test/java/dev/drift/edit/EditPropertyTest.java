package dev.drift.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Random changes of the example's manifests; [EditSoakTest] tries more.
///
/// `-Ddrift.edit.seed=7` starts elsewhere.
class EditPropertyTest {
  static final Path EXAMPLE = Path.of("../examples/lakehouse");
  private static final long SEED = Long.getLong("drift.edit.seed", 1);
  private static final int CHANGES = Integer.getInteger("drift.edit.changes", 3_000);

  @Test
  void anyChangeIsEditedAndNothingElseChanges() throws IOException {
    EditProperty property = EditProperty.run(EXAMPLE, SEED, CHANGES);

    System.out.printf(
        "seed %d: %d edited, %d refused %s%n",
        SEED, property.edited(), property.refused(), property.refusals());
    assertThat(property.failures()).isEmpty();
    assertThat(property.edited()).isGreaterThan(CHANGES / 2);
    assertThat(property.refused()).isLessThan(CHANGES / 100);
  }
}
