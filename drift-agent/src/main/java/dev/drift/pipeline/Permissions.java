package dev.drift.pipeline;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a run must be allowed to do for its report to be complete, posture included.
///
/// @param namespaces the only ones that the run looks at; empty for all
/// @param notSeen kinds that the user of this command may not list, so that the owners of their
///     objects are not among the rights
public record Permissions(
    SortedSet<Permission> rights, SortedSet<String> namespaces, SortedSet<String> notSeen) {
  public Permissions {
    rights = sorted(rights);
    namespaces = sorted(namespaces);
    notSeen = sorted(notSeen);
  }

  /// The same with more rights.
  Permissions and(Collection<Permission> more) {
    SortedSet<Permission> all = new TreeSet<>(rights);
    all.addAll(more);
    return new Permissions(all, namespaces, notSeen);
  }

  private static <T extends Comparable<T>> SortedSet<T> sorted(Collection<T> all) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(all));
  }
}
