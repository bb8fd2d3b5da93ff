package dev.drift.model;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
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
