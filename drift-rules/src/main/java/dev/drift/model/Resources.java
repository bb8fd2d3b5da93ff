package dev.drift.model;

import dev.drift.model.kind.GroupKind;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Resources under their identities, in the order of these; those of each kind together. Nobody
/// can change it.
public final class Resources<T extends Identified> extends AbstractMap<ResourceId, T> {
  private static final Comparator<Identified> BY_ID = Comparator.comparing(Identified::id);

  private final Map<GroupKind, OfKind<T>> byKind;
  private final int size;

  /// All in their order. A cluster that is watched changes many times before this is needed.
  private final Lazy<List<T>> all;

  private final Lazy<Set<String>> homes = new Lazy<>(this::findHomes);

  /// @param byId not a TreeMap, where each look compares a dozen names that are much alike
  private record OfKind<T extends Identified>(List<T> sorted, Map<ResourceId, T> byId) {
    static <T extends Identified> OfKind<T> of(List<T> sorted) {
      Map<ResourceId, T> byId = HashMap.newHashMap(sorted.size());
      for (T each : sorted) {
        if (byId.put(each.id(), each) != null) {
          throw new IllegalArgumentException(each.id() + " occurs twice");
        }
      }
      return new OfKind<>(Collections.unmodifiableList(sorted), byId);
    }

    OfKind<T> with(Map<ResourceId, T> put, Set<ResourceId> gone) {
      List<T> all = new ArrayList<>(sorted.size() + put.size());
      for (T each : sorted) {
        if (!put.containsKey(each.id()) && !gone.contains(each.id())) {
          all.add(each);
        }
      }
      all.addAll(put.values());
      all.sort(BY_ID);
      return of(all);
    }
  }

  private Resources(Map<GroupKind, OfKind<T>> byKind, Lazy<List<T>> all) {
    this.byKind = Collections.unmodifiableMap(byKind);
    this.size = byKind.values().stream().mapToInt(some -> some.sorted().size()).sum();
    this.all = all;
  }

  /// Nothing.
  public static <T extends Identified> Resources<T> none() {
    return of(List.of());
  }

  /// @throws IllegalArgumentException if two of them are of one identity
  public static <T extends Identified> Resources<T> of(Collection<T> some) {
    List<T> sorted = new ArrayList<>(some);
    sorted.sort(BY_ID);
    Map<GroupKind, List<T>> kinds = new HashMap<>();
    for (T each : sorted) {
      kinds.computeIfAbsent(each.id().groupKind(), _ -> new ArrayList<>()).add(each);
    }
    Map<GroupKind, OfKind<T>> byKind = new HashMap<>();
    kinds.forEach((kind, each) -> byKind.put(kind, OfKind.of(each)));
    List<T> all = Collections.unmodifiableList(sorted);
    return new Resources<>(byKind, new Lazy<>(() -> all));
  }

  /// The same with some of them put in the place of those of their identity, or added, and others
  /// gone. All other kinds are shared.
  public Resources<T> with(Collection<T> put, Collection<ResourceId> gone) {
    Map<GroupKind, Map<ResourceId, T>> modified = new HashMap<>();
    put.forEach(
        one ->
            modified
                .computeIfAbsent(one.id().groupKind(), _ -> new HashMap<>())
                .put(one.id(), one));
    Map<GroupKind, Set<ResourceId>> removed = new HashMap<>();
    gone.forEach(id -> removed.computeIfAbsent(id.groupKind(), _ -> new HashSet<>()).add(id));
    Set<GroupKind> concerned = new HashSet<>(modified.keySet());
    concerned.addAll(removed.keySet());
    Map<GroupKind, OfKind<T>> kinds = new HashMap<>(byKind);
    for (GroupKind kind : concerned) {
      OfKind<T> some =
          kinds
              .getOrDefault(kind, OfKind.of(List.of()))
              .with(modified.getOrDefault(kind, Map.of()), removed.getOrDefault(kind, Set.of()));
      if (some.sorted().isEmpty()) {
        kinds.remove(kind);
      } else {
        kinds.put(kind, some);
      }
    }
    return new Resources<>(kinds, new Lazy<>(() -> sorted(kinds)));
  }

  private static <T extends Identified> List<T> sorted(Map<GroupKind, OfKind<T>> kinds) {
    List<T> all = new ArrayList<>();
    kinds.values().forEach(some -> all.addAll(some.sorted()));
    all.sort(BY_ID);
    return Collections.unmodifiableList(all);
  }

  /// What was added, modified or deleted between these and later ones. Most kinds are shared
  /// between the two, and most objects of the others.
  @SuppressWarnings("ReferenceEquality")
  public Set<ResourceId> changed(Resources<T> later) {
    Set<ResourceId> changed = new HashSet<>();
    Set<GroupKind> kinds = new HashSet<>(byKind.keySet());
    kinds.addAll(later.byKind.keySet());
    for (GroupKind kind : kinds) {
      if (byKind.get(kind) == later.byKind.get(kind)) {
        continue;
      }
      for (T one : ofKind(kind)) {
        T other = later.get(one.id());
        if (one != other && !one.equals(other)) {
          changed.add(one.id());
        }
      }
      for (T one : later.ofKind(kind)) {
        if (!containsKey(one.id())) {
          changed.add(one.id());
        }
      }
    }
    return changed;
  }

  /// The namespaces that they are in, or are.
  public Set<String> homes() {
    return homes.get();
  }

  private Set<String> findHomes() {
    Set<String> found = new HashSet<>();
    byKind.values().forEach(some -> some.sorted().forEach(one -> found.add(one.id().home())));
    found.remove("");
    return Collections.unmodifiableSet(found);
  }

  /// Those of a kind, in their order.
  public List<T> ofKind(GroupKind kind) {
    OfKind<T> some = byKind.get(kind);
    return some == null ? List.of() : some.sorted();
  }

  /// Those of a kind in a namespace, in their order.
  public List<T> ofKind(GroupKind kind, String namespace) {
    List<T> all = ofKind(kind);
    int from = count(all, id -> id.namespace().compareTo(namespace) < 0);
    return all.subList(from, count(all, id -> id.namespace().compareTo(namespace) <= 0));
  }

  /// How many of them, all at the beginning, this holds for.
  private static <T extends Identified> int count(List<T> sorted, Predicate<ResourceId> holds) {
    int from = 0;
    int to = sorted.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (holds.test(sorted.get(middle).id())) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /// The kinds of which something is there.
  public Set<GroupKind> kinds() {
    return byKind.keySet();
  }

  @Override
  public @Nullable T get(@Nullable Object key) {
    if (!(key instanceof ResourceId id)) {
      return null;
    }
    OfKind<T> some = byKind.get(id.groupKind());
    return some == null ? null : some.byId().get(id);
  }

  @Override
  public boolean containsKey(@Nullable Object id) {
    return get(id) != null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Collection<T> values() {
    return all.get();
  }

  @Override
  public Set<Map.Entry<ResourceId, T>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<ResourceId, T>> iterator() {
        Iterator<T> each = all.get().iterator();
        return new Iterator<>() {
          @Override
          public boolean hasNext() {
            return each.hasNext();
          }

          @Override
          public Map.Entry<ResourceId, T> next() {
            T one = each.next();
            return Map.entry(one.id(), one);
          }
        };
      }

      @Override
      public int size() {
        return size;
      }
    };
  }
}
