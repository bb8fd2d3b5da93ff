package dev.drift.noise;

import java.util.List;
import java.util.Optional;

/// What has to hold besides kind and path.
///
/// @param value of the value that is looked at
/// @param where of the object
/// @param there another object
record Conditions(Optional<Template> value, List<Wanted> where, Optional<Other> there) {
  Conditions {
    where = List.copyOf(where);
  }

  boolean hold(Scope scope, Objects live) {
    return there
        .map(other -> other.in(live, scope).anyMatch(this::hold))
        .orElseGet(() -> hold(scope));
  }

  private boolean hold(Scope scope) {
    return value
            .map(t -> scope.written().filter(written -> t.matches(written, scope)).isPresent())
            .orElse(true)
        && where.stream().allMatch(wanted -> wanted.holds(scope.self(), scope));
  }
}
