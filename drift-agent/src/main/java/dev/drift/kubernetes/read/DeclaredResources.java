package dev.drift.kubernetes.read;

import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What Git declares, as far as it decides what is read.
final class DeclaredResources {
  private final List<ResourceRef> all;
  private final SortedSet<String> namespaces;
  private final SortedMap<GroupKind, SortedSet<String>> versions;

  DeclaredResources(Collection<ResourceRef> all) {
    this.all = List.copyOf(all);
    Set<String> homes = new HashSet<>();
    Map<GroupKind, SortedSet<String>> ofKinds = new HashMap<>();
    for (ResourceRef ref : all) {
      ResourceId id = ref.id();
      homes.add(id.home());
      ofKinds.computeIfAbsent(id.groupKind(), _ -> new TreeSet<>()).add(ref.apiVersion());
    }
    homes.remove("");
    namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(homes));
    ofKinds.replaceAll((_, some) -> Collections.unmodifiableSortedSet(some));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(ofKinds));
  }

  /// Where Git declares objects.
  SortedSet<String> namespaces() {
    return namespaces;
  }

  /// The versions at which Git writes each kind.
  SortedMap<GroupKind, SortedSet<String>> versions() {
    return versions;
  }

  /// The version of each resource; empty if Git writes each kind at one.
  Map<ResourceId, String> versionsOfEach() {
    if (versions.values().stream().allMatch(some -> some.size() == 1)) {
      return Map.of();
    }
    Map<ResourceId, String> each = new HashMap<>();
    all.forEach(ref -> each.put(ref.id(), ref.apiVersion()));
    return each;
  }
}
