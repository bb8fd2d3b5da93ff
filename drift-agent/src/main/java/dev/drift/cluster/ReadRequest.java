package dev.drift.cluster;

import dev.drift.judge.Rules;
import dev.drift.model.GroupKind;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceRef;
import dev.drift.noise.NoisePacks;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What to read of a cluster.
public final class ReadRequest {
  private final WantedResources wanted;
  private final SortedSet<String> onlyNamespaces;
  private final Set<GroupKind> also;
  private final boolean everyKind;

  private ReadRequest(
      WantedResources wanted,
      Collection<String> onlyNamespaces,
      Set<GroupKind> also,
      boolean everyKind) {
    this.wanted = wanted;
    this.onlyNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(onlyNamespaces));
    this.also = Set.copyOf(also);
    this.everyKind = everyKind;
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
    return new ReadRequest(new WantedResources(served), Set.of(), also, false);
  }

  /// All that any check may need: also each kind that lasts, for a snapshot that will be compared
  /// with a Git repository not known yet.
  public static ReadRequest everything() {
    return new ReadRequest(new WantedResources(List.of()), Set.of(), Set.of(), true);
  }

  /// Reads namespaced kinds in these alone; none means in all.
  public ReadRequest inNamespaces(Collection<String> namespaces) {
    return new ReadRequest(wanted, namespaces, also, everyKind);
  }

  /// What Git declares: its kinds are read too, at its versions.
  WantedResources wanted() {
    return wanted;
  }

  SortedSet<String> onlyNamespaces() {
    return onlyNamespaces;
  }

  /// Kinds that are read where the cluster serves them.
  Set<GroupKind> also() {
    return also;
  }

  boolean everyKind() {
    return everyKind;
  }
}
