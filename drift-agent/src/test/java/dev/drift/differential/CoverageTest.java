package dev.drift.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/// A kind that nobody thought of fails the differential test.
class CoverageTest {
  private static final Set<String> GENERATED = Set.of("Deployment apps/v1", "Old example.org/v1");

  @Test
  void aKindThatIsNotGeneratedIsMissing() {
    Set<String> served = Set.of("Deployment apps/v1", "Novelty apps/v9", "Binding v1");

    assertThat(Coverage.of(served, GENERATED, "v1.36.3").missing())
        .containsExactly("Novelty apps/v9");
  }

  @Test
  void aKindThatIsNoLongerServedIsStaleForTheNewestServerOnly() {
    Set<String> served = Set.of("Deployment apps/v1", "Binding v1");

    assertThat(Coverage.of(served, GENERATED, "v1.36.3").stale()).contains("Old example.org/v1");
    assertThat(Coverage.of(served, GENERATED, "v1.34.4").stale()).isEmpty();
  }
}
