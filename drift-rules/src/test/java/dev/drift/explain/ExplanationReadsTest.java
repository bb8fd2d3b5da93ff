package dev.drift.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.coverage.KindNeeds;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Claim;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A run lists what explanations look at, and says so where it could not.
class ExplanationReadsTest {
  /// The entries that are no [KnownWrite] and no [DefaultClass], and what they explain.
  private static final Map<String, Set<GroupKind>> OTHERS =
      Map.of(
          "autoscaled-replicas",
          Set.of(
              new GroupKind("apps", "Deployment"),
              new GroupKind("apps", "StatefulSet"),
              new GroupKind("apps", "ReplicaSet"),
              new GroupKind("", "ReplicationController")),
          "legacy-token",
          Set.of(new GroupKind("", "ServiceAccount")),
          "token-secret",
          Set.of(new GroupKind("", "Secret")));

  /// Only `kube-public/cluster-info` is signed: no run lacks a Secret for its other ConfigMaps.
  private static final Set<String> OF_ONE_OBJECT = Set.of("bootstrap-signature");

  @Test
  void whatAnyExplanationReadsIsListed() {
    for (Explanation one : Explanations.ALL) {
      if (!one.reads().kinds().isEmpty()) {
        Set<GroupKind> listed = KindNeeds.listed(explained(one), Claim.NOTHING, NoisePacks.NONE);
        assertThat(listed).as(one.name()).containsAll(one.reads().kinds().keySet());
      }
    }
    assertThat(KindNeeds.listed(Set.of(), Claim.NOTHING, NoisePacks.NONE))
        .containsAll(Undeclared.READS.kinds().keySet());
  }

  /// A difference that an explanation accounts for without having looked must not count as seen.
  @Test
  void whatAnExplanationOfAKindReadsIsNeededForTheKind() {
    Map<GroupKind, Set<GroupKind>> reads = new TreeMap<>();
    for (Explanation one : Explanations.ALL) {
      if (!one.reads().kinds().isEmpty() && !OF_ONE_OBJECT.contains(one.name())) {
        for (GroupKind kind : explained(one)) {
          reads.computeIfAbsent(kind, _ -> new TreeSet<>()).addAll(one.reads().kinds().keySet());
        }
      }
    }
    assertThat(reads).isNotEmpty();
    reads.forEach(
        (kind, read) -> {
          read.remove(kind); // it is needed anyway
          assertThat(TrackedKinds.explaining(Set.of(kind))).as(kind.toString()).isEqualTo(read);
        });
  }

  private static Set<GroupKind> explained(Explanation one) {
    Set<GroupKind> kinds =
        switch (one) {
          case KnownWrite write -> write.kinds();
          case DefaultClass of -> Set.of(of.kind());
          default -> OTHERS.getOrDefault(one.name(), Set.of());
        };
    assertThat(kinds).as(one.name()).isNotEmpty();
    return kinds;
  }
}
