package dev.drift.differential;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// As [DifferentialTest], with many objects: `make soak`.
@Tag("cluster")
@Tag("soak")
final class DifferentialSoakTest {
  private static final int OBJECTS = Integer.getInteger("drift.objects", 20_000);

  @Test
  void theCanonicalFormIsWhatTheServerStores() throws InterruptedException {
    Soak.run(OBJECTS);
  }
}
