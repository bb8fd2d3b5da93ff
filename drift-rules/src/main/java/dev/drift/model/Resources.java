package dev.drift.model;

import dev.drift.model.kind.GroupKind;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Resources under their identities, in the order of these; those of each kind together. Nobody
/// can change it.
public final class Resources<T extends Identified> extends AbstractMap<ResourceId, T> {
  private final Map<ResourceId, T> byId;
  private final Map<GroupKind, List<T>> byKind;

  /// Found out when it is first asked for; several threads may do so and find the same.
  private volatile @Nullable Set<String> homes;

  private Resources(List<T> sorted) {
    // Not a TreeMap, where each look compares a dozen names that are much alike.
    Map<ResourceId, T> ids = LinkedHashMap.newLinkedHashMap(sorted.size());
    Map<GroupKind, List<T>> kinds = new HashMap<>();
    for (T each : sorted) {
      if (ids.put(each.id(), each) != null) {
        throw new IllegalArgumentException(each.id() + " occurs twice");
      }
      kinds.computeIfAbsent(each.id().groupKind(), _ -> new ArrayList<>()).add(each);
    }
    kinds.replaceAll((_, some) -> Collections.unmodifiableList(some));
    byId = Collections.unmodifiableMap(ids);
    byKind = Collections.unmodifiableMap(kinds);
  }

  private Resources(Map<ResourceId, T> byId, Map<GroupKind, List<T>> byKind) {
    this.byId = Collections.unmodifiableMap(byId);
    this.byKind = Collections.unmodifiableMap(byKind);
  }

  /// Nothing.
  public static <T extends Identified> Resources<T> none() {
    return new Resources<>(List.of());
  }

  /// @throws IllegalArgumentException if two of them are of one identity
  public static <T extends Identified> Resources<T> of(Collection<T> some) {
    List<T> sorted = new ArrayList<>(some);
    sorted.sort(Comparator.comparing(Identified::id));
    return new Resources<>(sorted);
  }

  /// The same with some of them put in the place of those of their identity, or added, and others
  /// gone. The lists of all other kinds are shared.
  public Resources<T> with(Collection<T> put, Collection<ResourceId> gone) {
    Map<ResourceId, T> modified = new HashMap<>();
    put.forEach(one -> modified.put(one.id(), one));
    Set<ResourceId> removed = new HashSet<>(gone);
    removed.removeAll(modified.keySet());
    Map<GroupKind, List<T>> kinds = new HashMap<>(byKind);
    Set<GroupKind> concerned = new HashSet<>();
    modified.keySet().forEach(id -> concerned.add(id.groupKind()));
    removed.forEach(id -> concerned.add(id.groupKind()));
    for (GroupKind kind : concerned) {
      List<T> some = new ArrayList<>(ofKind(kind));
      some.removeIf(one -> removed.contains(one.id()) || modified.containsKey(one.id()));
      modified.values().stream()
          .filter(one -> one.id().groupKind().equals(kind))
          .forEach(some::add);
      some.sort(Comparator.comparing(Identified::id));
      if (some.isEmpty()) {
        kinds.remove(kind);
      } else {
        kinds.put(kind, Collections.unmodifiableList(some));
      }
    }
    // What is put again keeps its place.
    Map<ResourceId, T> ids = new LinkedHashMap<>(byId);
    ids.keySet().removeAll(removed);
    ids.putAll(modified);
    return new Resources<>(
        byId.keySet().containsAll(modified.keySet()) ? ids : sorted(ids.values()), kinds);
  }

  private static <T extends Identified> Map<ResourceId, T> sorted(Collection<T> some) {
    List<T> all = new ArrayList<>(some);
    all.sort(Comparator.comparing(Identified::id));
    Map<ResourceId, T> sorted = LinkedHashMap.newLinkedHashMap(all.size());
    all.forEach(one -> sorted.put(one.id(), one));
    return sorted;
  }

  /// What was added, modified or deleted between these and later ones.
  public Set<ResourceId> changed(Resources<T> later) {
    Set<ResourceId> changed = new HashSet<>();
    byId.forEach(
        (id, one) -> {
          if (!one.equals(later.byId.get(id))) {
            changed.add(id);
          }
        });
    later.byId.keySet().stream().filter(id -> !byId.containsKey(id)).forEach(changed::add);
    return changed;
  }

  /// The namespaces that they are in, or are.
  public Set<String> homes() {
    Set<String> known = homes;
    if (known == null) {
      Set<String> all = new HashSet<>();
      byId.keySet().forEach(id -> all.add(id.home()));
      all.remove("");
      known = Collections.unmodifiableSet(all);
      homes = known;
    }
    return known;
  }

  /// Those of a kind, in their order.
  public List<T> ofKind(GroupKind kind) {
    return byKind.getOrDefault(kind, List.of());
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
  public @Nullable T get(@Nullable Object id) {
    return byId.get(id);
  }

  @Override
  public boolean containsKey(@Nullable Object id) {
    return byId.containsKey(id);
  }

  @Override
  public int size() {
    return byId.size();
  }

  @Override
  public Set<ResourceId> keySet() {
    return byId.keySet();
  }

  @Override
  public Collection<T> values() {
    return byId.values();
  }

  @Override
  public Set<Map.Entry<ResourceId, T>> entrySet() {
    return byId.entrySet();
  }
}
