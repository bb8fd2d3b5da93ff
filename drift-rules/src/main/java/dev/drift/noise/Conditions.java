package dev.drift.noise;

import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What has to hold besides kind and path.
///
/// @param value of the value under test
/// @param where of the object
/// @param there another object
record Conditions(
    Optional<Template> value, List<FieldCondition> where, Optional<RequiredObject> there) {
  Conditions {
    where = List.copyOf(where);
  }

  /// What it reads besides the object.
  Reads reads() {
    return there.map(other -> Reads.inCluster(other.kinds())).orElse(Reads.NOTHING);
  }

  /// What is cheap comes first: other objects are looked through only for what may fit.
  boolean hold(TemplateScope scope, World world) {
    return hold(scope, template -> !template.asksThere())
        && there
            .map(other -> other.in(world, scope).anyMatch(with -> hold(with, Template::asksThere)))
            .orElseGet(() -> hold(scope, Template::asksThere));
  }

  private boolean hold(TemplateScope scope, Predicate<Template> chosen) {
    return value
            .filter(chosen)
            .map(t -> scope.written().filter(written -> t.matches(written, scope)).isPresent())
            .orElse(true)
        && where.stream()
            .filter(wanted -> chosen.test(wanted.value()))
            .allMatch(wanted -> wanted.holds(scope.self(), scope));
  }
}
