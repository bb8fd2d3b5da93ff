package dev.drift.kubernetes.read;

import static java.util.Objects.requireNonNull;

import dev.drift.model.LiveState;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Claim;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What to read of a cluster. Who asks decides that; nothing is added here.
public final class ReadRequest {

  private final DeclaredResources declared;
  private final SortedSet<GroupKind> kinds;
  private final Claim claim;
  private final boolean everyKind;
  private final SortedSet<String> onlyNamespaces;

  private ReadRequest(
      DeclaredResources declared,
      Collection<GroupKind> kinds,
      Claim claim,
      boolean everyKind,
      Collection<String> onlyNamespaces) {
    this.declared = declared;
    this.kinds = Collections.unmodifiableSortedSet(new TreeSet<>(kinds));
    this.claim = requireNonNull(claim, "claim is null");
    this.everyKind = everyKind;
    this.onlyNamespaces = Collections.unmodifiableSortedSet(new TreeSet<>(onlyNamespaces));
  }

  /// The kinds of these resources at the versions at which they are written, and other kinds.
  ///
  /// @param declared what Git declares
  /// @param kinds others, at their preferred versions, if the cluster serves them
  /// @param claim where undeclared objects are searched for: what controls them is read, too
  public static ReadRequest of(
      Collection<ResourceRef> declared, Set<GroupKind> kinds, Claim claim) {
    return new ReadRequest(new DeclaredResources(declared), kinds, claim, false, Set.of());
  }

  /// Each kind that lasts, for a snapshot that will be compared with a Git repository not known
  /// yet.
  ///
  /// @param kinds are in the coverage even if the cluster does not serve them
  public static ReadRequest everything(Set<GroupKind> kinds) {
    return new ReadRequest(
        new DeclaredResources(Set.of()), kinds, Claim.EVERYTHING, true, Set.of());
  }

  /// Reads nothing but these namespaces: of the cluster-scoped kinds only the Namespaces
  /// themselves. None means all.
  public ReadRequest inNamespaces(Collection<String> namespaces) {
    return new ReadRequest(declared, kinds, claim, everyKind, namespaces);
  }

  /// Whether undeclared objects of the namespace are looked for, or Git declares objects in it.
  boolean looksInto(String namespace) {
    return namespace.isEmpty()
        ? claim.everything()
        : claim.coversNamespace(namespace) || declared.namespaces().contains(namespace);
  }

  /// The kinds that control the objects in question: without reading these, it is not known whether
  /// an object belongs there.
  public Set<GroupKind> controllers(LiveState live) {
    return ControllerKinds.of(live.resources().values(), this::looksInto);
  }

  /// Whether a kind is left out because it is cluster-scoped and only some namespaces are read.
  boolean leavesOut(ApiKind kind) {
    return !onlyNamespaces.isEmpty()
        && !kind.namespaced()
        && !kind.groupKind().equals(Kinds.NAMESPACE);
  }

  DeclaredResources declared() {
    return declared;
  }

  /// Kinds that are read if the cluster serves them, besides those that Git declares.
  SortedSet<GroupKind> kinds() {
    return kinds;
  }

  boolean everyKind() {
    return everyKind;
  }

  SortedSet<String> onlyNamespaces() {
    return onlyNamespaces;
  }
}
