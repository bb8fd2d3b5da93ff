package dev.drift.differential;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The canonical form of some hundreds of generated objects is what the API server would store.
///
/// `-Ddrift.seed=N` gives other objects; `make soak` many more.
@Tag("cluster")
final class DifferentialTest {
  private static final int OBJECTS = 600;

  @Test
  void theCanonicalFormIsWhatTheServerStores() throws InterruptedException {
    Soak.run(OBJECTS);
  }
}
