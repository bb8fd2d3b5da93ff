package dev.drift.compare;

import dev.drift.canonical.schema.Type;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The items of a list by what identifies them.
final class ListItems {
  private ListItems() {}

  /// Positions by path element, in the order of the list. Items with one key get occurrences 1, 2…
  static Map<Path.Element, Integer> byIdentity(Type.ListOf type, List<Value> items) {
    Map<Path.Element, Integer> positions = new LinkedHashMap<>();
    Map<List<Path.Part>, Integer> seen = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      positions.put(element(type, items.get(i), i, seen), i);
    }
    return positions;
  }

  /// Whether something identifies the items: key fields, or that each is a text of its own. Custom
  /// resources have sets of numbers and, where no CRD forbids it, lists with neither.
  static boolean haveIdentity(Type.ListOf type, List<Value> items) {
    return type.identity() == Type.Identity.SET
        ? items.stream().allMatch(Value.Str.class::isInstance)
            && new HashSet<>(items).size() == items.size()
        : items.stream().allMatch(item -> !parts(type, item).isEmpty());
  }

  /// As [#haveIdentity], but that a text may stand in a set twice, if somebody has doubled it.
  static boolean mayHaveIdentity(Type.ListOf type, List<Value> items) {
    return haveIdentity(type, items.stream().distinct().toList());
  }

  /// The positions of `some`, in which the items of one key are counted again where `others` has
  /// fewer of it, so that equal items have one number.
  static Map<Path.Element, Integer> paired(
      Map<Path.Element, Integer> some,
      Map<Path.Element, Integer> others,
      BiPredicate<Integer, Integer> equal) {
    Map<List<Path.Part>, List<Path.Key>> more = byParts(some);
    Map<List<Path.Part>, List<Path.Key>> fewer = byParts(others);
    Map<Path.Element, Integer> paired = new HashMap<>(some);
    more.forEach(
        (parts, keys) -> {
          List<Path.Key> wanted = fewer.getOrDefault(parts, List.of());
          for (int i = 0; wanted.size() < keys.size() && i < wanted.size(); i++) {
            int other = others.getOrDefault(wanted.get(i), -1);
            for (int j = i; j < keys.size(); j++) {
              int candidate = paired.getOrDefault(keys.get(j), -1);
              if (equal.test(candidate, other)) {
                paired.put(keys.get(j), paired.getOrDefault(keys.get(i), -1));
                paired.put(keys.get(i), candidate);
                break;
              }
            }
          }
        });
    Map<Path.Element, Integer> inOrder = new LinkedHashMap<>();
    paired.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
    return inOrder;
  }

  private static Map<List<Path.Part>, List<Path.Key>> byParts(Map<Path.Element, Integer> items) {
    Map<List<Path.Part>, List<Path.Key>> keys = new LinkedHashMap<>();
    for (Path.Element element : items.keySet()) {
      if (element instanceof Path.Key key) {
        keys.computeIfAbsent(key.parts(), _ -> new ArrayList<>()).add(key);
      }
    }
    return keys;
  }

  private static Path.Element element(
      Type.ListOf type, Value item, int position, Map<List<Path.Part>, Integer> seen) {
    if (type.identity() == Type.Identity.SET && item instanceof Value.Str(String text)) {
      Path.Member member = new Path.Member(text);
      boolean doubled = seen.merge(List.of(new Path.Part("", item)), 1, Integer::sum) > 1;
      return doubled ? new Path.Index(position) : member;
    }
    List<Path.Part> parts = parts(type, item);
    return parts.isEmpty()
        ? new Path.Index(position)
        : new Path.Key(parts, seen.merge(parts, 1, Integer::sum));
  }

  private static List<Path.Part> parts(Type.ListOf type, Value item) {
    List<Path.Part> parts = new ArrayList<>();
    if (item instanceof Value.Obj object) {
      for (String key : type.keys()) {
        part(key, object.get(key)).ifPresent(parts::add);
      }
    }
    return parts;
  }

  private static Optional<Path.Part> part(String key, Optional<Value> value) {
    return value
        .filter(v -> v instanceof Value.Str || v instanceof Value.Num || v instanceof Value.Bool)
        .map(v -> new Path.Part(key, v));
  }

  /// The path elements that both sides have, in the order of each.
  static boolean sameOrder(Map<Path.Element, Integer> desired, Map<Path.Element, Integer> live) {
    return desired.keySet().stream()
        .filter(live::containsKey)
        .toList()
        .equals(live.keySet().stream().filter(desired::containsKey).toList());
  }
}
