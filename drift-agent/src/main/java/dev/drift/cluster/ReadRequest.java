package dev.drift.cluster;

import dev.drift.judge.Rules;
import dev.drift.model.GroupKind;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.noise.NoisePacks;
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

/// What to read of a cluster.
///
/// @param desired what Git declares: its kinds are read too, at its versions
/// @param onlyNamespaces reads namespaced kinds in these alone; empty means in all
/// @param also kinds that are read where the cluster serves them
/// @param everyKind also each kind that lasts, for a snapshot that will be compared with a Git
///     repository not known yet
public record ReadRequest(
    List<ResourceRef> desired,
    SortedSet<String> onlyNamespaces,
    Set<GroupKind> also,
    boolean everyKind) {
  private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  public ReadRequest {
    desired = List.copyOf(desired);
    also = Set.copyOf(also);
    onlyNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(onlyNamespaces));
  }

  /// What a check of these resources needs.
  public static ReadRequest of(Collection<ResourceRef> desired) {
    List<ResourceRef> served =
        desired.stream()
            // No cluster serves Drift's own documents.
            .filter(ref -> !ref.id().groupKind().equals(NodeProfile.KIND))
            .toList();
    Set<GroupKind> also = new TreeSet<>(Rules.READ);
    also.addAll(NoisePacks.shipped().reads());
    return new ReadRequest(served, new TreeSet<>(), also, false);
  }

  /// All that any check may need.
  public static ReadRequest everything() {
    return new ReadRequest(List.of(), new TreeSet<>(), Set.of(), true);
  }

  public ReadRequest inNamespaces(Collection<String> namespaces) {
    return new ReadRequest(desired, new TreeSet<>(namespaces), also, everyKind);
  }

  /// Where Git declares objects.
  SortedSet<String> namespacesOfGit() {
    Set<String> namespaces = new HashSet<>();
    for (ResourceRef ref : desired) {
      if (ref.id().groupKind().equals(NAMESPACE)) {
        namespaces.add(ref.id().name());
      } else if (!ref.id().namespace().isEmpty()) {
        namespaces.add(ref.id().namespace());
      }
    }
    return new TreeSet<>(namespaces);
  }

  /// The versions at which Git writes each kind.
  SortedMap<GroupKind, SortedSet<String>> wantedVersions() {
    Map<GroupKind, SortedSet<String>> versions = new HashMap<>();
    for (ResourceRef ref : desired) {
      versions.computeIfAbsent(ref.id().groupKind(), _ -> new TreeSet<>()).add(ref.apiVersion());
    }
    return new TreeMap<>(versions);
  }

  /// The version at which Git writes each resource.
  Map<ResourceId, String> versions() {
    Map<ResourceId, String> versions = new HashMap<>();
    desired.forEach(ref -> versions.put(ref.id(), ref.apiVersion()));
    return versions;
  }
}
