package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.coverage.KindNeeds;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Claim;
import dev.drift.noise.NoisePacks;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A run lists what explanations look at.
class ExplanationReadsTest {
  /// The kinds whose objects are explained by others.
  private static final Set<GroupKind> EXPLAINED =
      Set.of(
          new GroupKind("", "Pod"),
          new GroupKind("", "PersistentVolumeClaim"),
          new GroupKind("apps", "Deployment"),
          new GroupKind("networking.k8s.io", "Ingress"));

  @Test
  void whatAnyExplanationReadsIsListed() {
    Set<GroupKind> listed = KindNeeds.listed(EXPLAINED, Claim.NOTHING, NoisePacks.NONE);
    assertThat(Explanations.ALL)
        .allSatisfy(
            one -> assertThat(listed).as(one.name()).containsAll(one.reads().kinds().keySet()));
    assertThat(listed).containsAll(Undeclared.READS.kinds().keySet());
  }
}
