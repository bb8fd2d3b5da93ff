package dev.drift.noise;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// An object that has to be in the cluster, too: the one that an operator works for.
///
/// @param kinds any of these
/// @param where what it says
record RequiredObject(Set<GroupKind> kinds, List<FieldCondition> where) {
  RequiredObject {
    kinds = Set.copyOf(kinds);
    where = List.copyOf(where);
  }

  /// The scopes with each of those that fit.
  Stream<TemplateScope> in(World world, TemplateScope scope) {
    return kinds.stream()
        .flatMap(kind -> world.ofKind(kind).stream())
        .map(scope::with)
        .filter(with -> fits(with.there().orElseThrow(), with));
  }

  /// Whether this object says what is wanted.
  boolean fits(LiveResource other, TemplateScope scope) {
    return where.stream().allMatch(wanted -> wanted.holds(other, scope));
  }
}
