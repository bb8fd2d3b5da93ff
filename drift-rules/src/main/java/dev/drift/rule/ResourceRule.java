package dev.drift.rule;

import dev.drift.model.GroupKind;
import dev.drift.model.LiveResource;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;

/// Judges one resource of the cluster, regardless of Git.
public non-sealed interface ResourceRule extends Rule {
  /// The kinds that [#judge] judges; constant.
  @Override
  Set<GroupKind> kinds();

  /// What is wrong with it.
  ///
  /// @param resource of one of the kinds, declared in Git or beside what is, with its secrets
  ///     masked
  List<Offence> judge(LiveResource resource, MaskedWorld world);
}
