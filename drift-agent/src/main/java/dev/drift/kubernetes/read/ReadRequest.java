package dev.drift.kubernetes.read;

import dev.drift.judge.Rules;
import dev.drift.model.ApiKind;
import dev.drift.model.Claim;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveState;
import dev.drift.model.NodeProfile;
import dev.drift.model.ResourceRef;
import dev.drift.noise.NoisePacks;
import dev.drift.owner.Owners;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What to read of a cluster.
public final class ReadRequest {
  static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

  private final DeclaredResources wanted;
  private final SortedSet<String> onlyNamespaces;
  private final Claim claim;
  private final Set<GroupKind> also;
  private final boolean everyKind;

  private ReadRequest(
      DeclaredResources wanted,
      Claim claim,
      Collection<String> onlyNamespaces,
      Set<GroupKind> also,
      boolean everyKind) {
    this.wanted = wanted;
    this.claim = claim;
    this.onlyNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(onlyNamespaces));
    this.also = Set.copyOf(also);
    this.everyKind = everyKind;
  }

  /// What a check of these resources needs that claims the whole cluster.
  public static ReadRequest of(Collection<ResourceRef> desired) {
    return of(desired, Claim.EVERYTHING);
  }

  /// What a check of these resources needs.
  ///
  /// @param claim where undeclared objects are searched for
  public static ReadRequest of(Collection<ResourceRef> desired, Claim claim) {
    List<ResourceRef> served =
        desired.stream()
            // No cluster serves Drift's own documents.
            .filter(ref -> !ref.id().groupKind().equals(NodeProfile.KIND))
            .toList();
    Set<GroupKind> also = new TreeSet<>(Rules.READ);
    also.addAll(NoisePacks.shipped().reads());
    // Whether they are being deleted, and which of them Git does not declare.
    also.add(NAMESPACE);
    if (!claim.equals(Claim.NOTHING)) {
      also.addAll(Owners.kinds());
    }
    return new ReadRequest(new DeclaredResources(served), claim, Set.of(), also, false);
  }

  /// All that any check may need: also each kind that lasts, for a snapshot that will be compared
  /// with a Git repository not known yet.
  public static ReadRequest everything() {
    return new ReadRequest(
        new DeclaredResources(List.of()), Claim.EVERYTHING, Set.of(), Set.of(), true);
  }

  /// Reads nothing but these namespaces: of the cluster-scoped kinds only the Namespaces
  /// themselves. None means all.
  public ReadRequest inNamespaces(Collection<String> namespaces) {
    return new ReadRequest(wanted, claim, namespaces, also, everyKind);
  }

  /// Whether undeclared objects of the namespace are looked for, or Git declares objects in it.
  boolean looksInto(String namespace) {
    return namespace.isEmpty()
        ? claim.everything()
        : claim.coversNamespace(namespace) || wanted.namespaces().contains(namespace);
  }

  /// The kinds that control the objects in question: without reading these, it is not known whether
  /// an object belongs there.
  public Set<GroupKind> controllers(LiveState live) {
    return ControllerKinds.of(live.resources().values(), this::looksInto);
  }

  /// Whether a kind is left out because it is cluster-scoped and only some namespaces are read.
  boolean leavesOut(ApiKind kind) {
    return !onlyNamespaces.isEmpty() && !kind.namespaced() && !kind.groupKind().equals(NAMESPACE);
  }

  /// What Git declares: its kinds are read too, at its versions.
  DeclaredResources wanted() {
    return wanted;
  }

  SortedSet<String> onlyNamespaces() {
    return onlyNamespaces;
  }

  /// Kinds that are read if the cluster serves them.
  Set<GroupKind> also() {
    return also;
  }

  boolean everyKind() {
    return everyKind;
  }
}
