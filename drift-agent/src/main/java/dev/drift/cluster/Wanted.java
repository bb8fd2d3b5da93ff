package dev.drift.cluster;

import dev.drift.model.GroupKind;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
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
///
/// @param namespaces where it declares objects
/// @param versions at which it writes each kind
record Wanted(
    List<ResourceRef> resources,
    SortedSet<String> namespaces,
    SortedMap<GroupKind, SortedSet<String>> versions) {
  private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  Wanted {
    resources = List.copyOf(resources);
    namespaces = Collections.unmodifiableSortedSet(new TreeSet<>(namespaces));
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }

  static Wanted of(Collection<ResourceRef> resources) {
    Set<String> namespaces = new HashSet<>();
    Map<GroupKind, SortedSet<String>> versions = new HashMap<>();
    for (ResourceRef ref : resources) {
      ResourceId id = ref.id();
      namespaces.add(id.groupKind().equals(NAMESPACE) ? id.name() : id.namespace());
      versions.computeIfAbsent(id.groupKind(), _ -> new TreeSet<>()).add(ref.apiVersion());
    }
    namespaces.remove("");
    return new Wanted(List.copyOf(resources), new TreeSet<>(namespaces), new TreeMap<>(versions));
  }

  /// The version of each resource, of kinds that Git writes at more than one.
  Map<ResourceId, String> versionsOfEach() {
    if (versions.values().stream().allMatch(some -> some.size() == 1)) {
      return Map.of();
    }
    Map<ResourceId, String> each = new HashMap<>();
    resources.forEach(ref -> each.put(ref.id(), ref.apiVersion()));
    return each;
  }
}
