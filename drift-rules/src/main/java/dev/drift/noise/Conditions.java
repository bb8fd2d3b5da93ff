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

  /// What is cheap comes first: other objects are looked through only for what may fit.
  boolean hold(Scope scope, Objects live) {
    if (there.isPresent() && !holdAlone(scope)) {
      return false;
    }
    return there
        .map(other -> other.in(live, scope).anyMatch(this::hold))
        .orElseGet(() -> hold(scope));
  }

  /// As far as the other object has no say in it.
  private boolean holdAlone(Scope scope) {
    return value
            .filter(t -> !t.asksThere())
            .map(t -> scope.written().filter(written -> t.matches(written, scope)).isPresent())
            .orElse(true)
        && where.stream()
            .filter(wanted -> !wanted.value().asksThere())
            .allMatch(wanted -> wanted.holds(scope.self(), scope));
  }

  private boolean hold(Scope scope) {
    return value
            .map(t -> scope.written().filter(written -> t.matches(written, scope)).isPresent())
            .orElse(true)
        && where.stream().allMatch(wanted -> wanted.holds(scope.self(), scope));
  }
}
