package dev.drift.rule;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Set;

/// Judges one resource of the cluster, regardless of Git.
public non-sealed interface ResourceRule extends Rule {
  /// The kinds that [#judge] judges; constant.
  @Override
  Set<GroupKind> kinds();

  /// Kinds whose objects have to be known as well; constant. It is not asked where one of them
  /// could not be read.
  default Set<GroupKind> needs() {
    return Set.of();
  }

  /// Whether a change of another object, of a kind that [#reads] names, may change what is found.
  /// If it may not, an update does not judge again because of it.
  ///
  /// @param before may hold secrets, as may the object after the change
  default boolean concernedBy(LiveResource before, LiveResource after) {
    return true;
  }

  /// What is wrong with it.
  ///
  /// @param resource of one of the kinds, declared in Git or beside what is, with its secrets
  ///     masked
  List<Offence> judge(LiveResource resource, MaskedWorld world);
}
