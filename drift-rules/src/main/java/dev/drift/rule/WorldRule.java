package dev.drift.rule;

import dev.drift.model.kind.GroupKind;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import dev.drift.world.Reads.Extent;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Judges how resources fit together.
public non-sealed interface WorldRule extends Rule {
  /// The kinds that [#judge] reads; constant. It is not asked where one of them could not be
  /// read; a kind that the cluster does not serve has no objects.
  @Override
  Set<GroupKind> kinds();

  /// Kinds that [#judge] reads if they could be listed; constant. It is asked without them,
  /// too.
  default Set<GroupKind> optionalKinds() {
    return Set.of();
  }

  /// What it judges at once; constant. A rule that judges a namespace is asked for each one, and
  /// sees only its objects and those in no namespace.
  default Extent extent() {
    return Extent.CLUSTER;
  }

  @Override
  default Reads reads() {
    return reads(kinds()).and(reads(optionalKinds()));
  }

  @Override
  default boolean needsTexts() {
    return kinds().stream().anyMatch(KindCategories::holdsTexts);
  }

  private Reads reads(Collection<GroupKind> kinds) {
    return switch (extent()) {
      case NAMESPACE -> Reads.inNamespace(kinds.toArray(GroupKind[]::new));
      case CLUSTER -> Reads.inCluster(kinds);
    };
  }

  List<Offence> judge(MaskedWorld world);
}
