package dev.drift.policy.mapping;

import static java.util.Objects.requireNonNull;

import dev.drift.model.kind.GroupKind;
import java.util.Set;

/// An object that has another name in the second cluster.
///
/// @param kinds `ConfigMap`, of any group, or `StatefulSet.apps`; empty for all
public record RenamedObject(Set<String> kinds, Counterpart name) {
  public RenamedObject {
    kinds = Set.copyOf(kinds);
    requireNonNull(name, "name is null");
  }

  boolean isOf(GroupKind kind) {
    return kinds.isEmpty() || kinds.contains(kind.kind()) || kinds.contains(kind.toString());
  }

  /// @param kind without its group
  boolean mayBeOf(String kind) {
    return kinds.isEmpty()
        || kinds.stream().anyMatch(it -> it.equals(kind) || it.startsWith(kind + "."));
  }

  /// Whether an entry that comes later never applies.
  boolean takesAllOf(RenamedObject later) {
    return name.from().equals(later.name.from())
        && (kinds.isEmpty() || (!later.kinds.isEmpty() && kinds.containsAll(later.kinds)));
  }
}
