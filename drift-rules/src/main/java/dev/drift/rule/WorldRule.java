package dev.drift.rule;

import dev.drift.model.GroupKind;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
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

  @Override
  default Reads reads() {
    return Reads.inCluster(kinds()).and(Reads.inCluster(optionalKinds()));
  }

  List<Offence> judge(MaskedWorld world);
}
