package dev.drift.evaluate;

import dev.drift.model.Identified;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.owner.Owners;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What the change of some objects can affect, as far as [Reads] declare it.
///
/// @param changed what was added, modified or deleted
/// @param touched that, and what it controls: of an object's controllers everything may be looked
///     at
/// @param kinds of what changed
/// @param time whether time has passed
/// @param namespaces whose Namespace has changed: one that is being deleted concerns all in it
/// @param records whether who owns objects may have changed
record Impact(
    Set<ResourceId> changed,
    Set<ResourceId> touched,
    Set<GroupKind> kinds,
    boolean time,
    Set<String> namespaces,
    boolean records) {

  Impact {
    changed = Set.copyOf(changed);
    touched = Set.copyOf(touched);
    kinds = Set.copyOf(kinds);
    namespaces = Set.copyOf(namespaces);
  }

  /// @param before what controlled what before the change, and after it
  static Impact of(
      World earlier,
      World later,
      Collection<ResourceId> changed,
      Controlled before,
      Controlled after) {
    Set<GroupKind> kinds = new HashSet<>();
    Set<String> namespaces = new HashSet<>();
    boolean records = false;
    for (ResourceId id : changed) {
      kinds.add(id.groupKind());
      if (id.groupKind().equals(Kinds.NAMESPACE)) {
        namespaces.add(id.name());
      }
      records |=
          Stream.of(earlier, later)
              .flatMap(world -> Optional.ofNullable(world.live().resources().get(id)).stream())
              .anyMatch(Owners::isRecord);
    }
    return new Impact(
        new HashSet<>(changed),
        after.with(before.with(changed)),
        kinds,
        !earlier.asOf().equals(later.asOf()),
        namespaces,
        records);
  }

  /// The same if rules also judge these objects by now, or do no longer.
  Impact touching(Collection<ResourceId> more, Controlled after) {
    if (more.isEmpty()) {
      return this;
    }
    Set<ResourceId> all = new HashSet<>(touched);
    all.addAll(after.with(more));
    return new Impact(changed, all, kinds, time, namespaces, records);
  }

  /// The objects which have changed themselves, or what controls them, or their namespace.
  ///
  /// @param some by their identities
  Stream<ResourceId> concerned(SortedMap<ResourceId, ?> some) {
    return Stream.concat(touched.stream(), new Reach(false, namespaces).among(some));
  }

  /// Where something may see the change that reads this, beside what is touched itself.
  Reach reach(Reads reads) {
    return reach(reads, _ -> true);
  }

  /// @param concerns whether the change of an object that is read may be seen
  Reach reach(Reads reads, Predicate<ResourceId> concerns) {
    boolean everywhere = time && reads.covers(Reads.Fact.TIME);
    Set<String> reached = new HashSet<>();
    for (ResourceId id : changed) {
      Optional<Reads.Extent> extent = reads.reachOf(id).filter(_ -> concerns.test(id));
      everywhere |= extent.filter(it -> it == Reads.Extent.CLUSTER).isPresent();
      extent.ifPresent(_ -> reached.add(id.namespace()));
    }
    return new Reach(everywhere, reached);
  }

  /// Where a rule that reads this and judges several objects at once has to judge again.
  Reach reachOfRule(Reads reads) {
    Reach reach = reach(reads);
    Set<String> reached = new HashSet<>(reach.namespaces());
    touched.stream()
        .filter(id -> reads.kinds().containsKey(id.groupKind()))
        .forEach(id -> reached.add(id.namespace()));
    return new Reach(reach.everywhere(), reached);
  }

  /// Some namespaces, or everything.
  ///
  /// @param namespaces meaningless if it is everything
  record Reach(boolean everywhere, Set<String> namespaces) {
    boolean isNowhere() {
      return !everywhere && namespaces.isEmpty();
    }

    /// Those of these objects that it reaches.
    Stream<ResourceId> among(SortedMap<ResourceId, ?> some) {
      return everywhere
          ? some.keySet().stream()
          : namespaces.stream().flatMap(namespace -> in(namespace, some));
    }

    /// Those of these objects of a kind that it reaches.
    <T extends Identified> Stream<ResourceId> among(Resources<T> some, GroupKind kind) {
      return everywhere
          ? some.ofKind(kind).stream().map(Identified::id)
          : namespaces.stream()
              .flatMap(namespace -> some.ofKind(kind, namespace).stream().map(Identified::id));
    }

    /// By their namespace they are sorted first.
    private static Stream<ResourceId> in(String namespace, SortedMap<ResourceId, ?> some) {
      ResourceId first = new ResourceId(new GroupKind("", ""), namespace, "");
      ResourceId next = new ResourceId(new GroupKind("", ""), namespace + "\0", "");
      return some.subMap(first, next).keySet().stream();
    }
  }
}
