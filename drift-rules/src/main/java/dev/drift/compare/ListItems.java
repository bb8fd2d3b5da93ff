package dev.drift.compare;

import dev.drift.canonical.Type;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a list by what tells them apart.
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

  /// Whether something tells the items apart: key fields, or that each is a text of its own. Custom
  /// resources have sets of numbers and, where no CRD forbids it, lists with neither.
  static boolean haveIdentity(Type.ListOf type, List<Value> items) {
    return type.identity() == Type.Identity.SET
        ? items.stream().allMatch(Value.Str.class::isInstance)
            && new HashSet<>(items).size() == items.size()
        : items.stream().allMatch(item -> !parts(type, item).isEmpty());
  }

  private static Path.Element element(
      Type.ListOf type, Value item, int position, Map<List<Path.Part>, Integer> seen) {
    if (type.identity() == Type.Identity.SET && item instanceof Value.Str(String text)) {
      return new Path.Member(text);
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
