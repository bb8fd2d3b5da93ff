package dev.drift.world;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What judging or explaining an object looks at besides the object itself.
///
/// It is declared, so that a run lists what is read, and so that an update evaluates again what a
/// change can affect and nothing else. A look at something undeclared fails in every test.
///
/// @param kinds objects of these kinds, on both sides
/// @param controllers whether it looks at what controls an object, of whatever kind
/// @param facts what it looks at besides objects
public record Reads(SortedMap<GroupKind, Extent> kinds, boolean controllers, Set<Fact> facts) {
  public static final Reads NOTHING = new Reads(new TreeMap<>(), false, Set.of());

  /// Where the objects are.
  public enum Extent {
    /// In the namespace of the object that is judged, or in no namespace.
    NAMESPACE,
    CLUSTER
  }

  /// Besides Git's manifests and the objects of the cluster.
  public enum Fact {
    /// How branches relate.
    BRANCHES,
    /// What scanners found in images.
    IMAGE_SCANS,
    /// What came back however often it was undone.
    FIGHTS,
    /// What policies expect of images.
    IMAGE_POLICIES,
    /// When the cluster was read.
    TIME,
    /// Which kinds the cluster serves.
    SERVED_KINDS
  }

  public Reads {
    kinds = Collections.unmodifiableSortedMap(new TreeMap<>(kinds));
    facts = facts.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(facts));
  }

  public static Reads inNamespace(GroupKind... kinds) {
    return of(List.of(kinds), Extent.NAMESPACE);
  }

  public static Reads inCluster(GroupKind... kinds) {
    return of(List.of(kinds), Extent.CLUSTER);
  }

  public static Reads inCluster(Collection<GroupKind> kinds) {
    return of(kinds, Extent.CLUSTER);
  }

  public static Reads of(Fact... facts) {
    return new Reads(new TreeMap<>(), false, Set.of(facts));
  }

  private static Reads of(Collection<GroupKind> kinds, Extent extent) {
    SortedMap<GroupKind, Extent> all = new TreeMap<>();
    kinds.forEach(kind -> all.put(kind, extent));
    return new Reads(all, false, Set.of());
  }

  /// Also what controls objects, up to the outermost controller.
  public Reads andControllers() {
    return new Reads(kinds, true, facts);
  }

  public Reads and(Fact... more) {
    return and(of(more));
  }

  public Reads and(Reads more) {
    SortedMap<GroupKind, Extent> all = new TreeMap<>(kinds);
    more.kinds.forEach((kind, extent) -> all.merge(kind, extent, Reads::wider));
    Set<Fact> both = EnumSet.noneOf(Fact.class);
    both.addAll(facts);
    both.addAll(more.facts);
    return new Reads(all, controllers || more.controllers, both);
  }

  /// Without what is looked at besides objects.
  public Reads ofObjects() {
    return new Reads(kinds, controllers, Set.of());
  }

  private static Extent wider(Extent one, Extent other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /// What of all objects a change of this one can affect: those in its namespace, those everywhere,
  /// or none; without what it controls.
  public Optional<Extent> reachOf(ResourceId changed) {
    return Optional.ofNullable(kinds.get(changed.groupKind()))
        .map(extent -> changed.namespace().isEmpty() ? Extent.CLUSTER : extent);
  }

  /// Whether a look at an object may be taken.
  ///
  /// @param around the namespace of the object that is judged; empty for none
  boolean covers(GroupKind kind, String namespace, String around) {
    Extent extent = kinds.get(kind);
    return extent == Extent.CLUSTER
        || (extent == Extent.NAMESPACE && (namespace.isEmpty() || namespace.equals(around)));
  }

  /// Whether a look at all objects of a kind may be taken.
  boolean coversAll(GroupKind kind) {
    return kinds.get(kind) == Extent.CLUSTER;
  }

  public boolean covers(Fact fact) {
    return facts.contains(fact);
  }

  /// For the error of an undeclared look.
  @Override
  public String toString() {
    List<String> parts =
        kinds.entrySet().stream().map(it -> it.getKey() + " in " + it.getValue()).toList();
    return "%s%s%s".formatted(parts, controllers ? " and controllers" : "", facts);
  }
}
