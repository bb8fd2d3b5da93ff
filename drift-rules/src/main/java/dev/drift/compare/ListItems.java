package dev.drift.compare;

import dev.drift.canonical.Type;
import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The items of a list by what tells them apart.
final class ListItems {
  private ListItems() {}

  /// Positions by path element, in the order of the list. Items with one key get occurrences 1, 2…;
  /// items without any key field stand by their position.
  static Map<Path.Element, Integer> byIdentity(Type.ListOf type, List<Value> items) {
    Map<Path.Element, Integer> positions = new LinkedHashMap<>();
    Map<List<Path.Part>, Integer> seen = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      positions.put(element(type, items.get(i), i, seen), i);
    }
    return positions;
  }

  private static Path.Element element(
      Type.ListOf type, Value item, int position, Map<List<Path.Part>, Integer> seen) {
    if (type.identity() == Type.Identity.SET && item instanceof Value.Str(String text)) {
      int occurrence = seen.merge(List.of(new Path.Part("", item)), 1, Integer::sum);
      return occurrence == 1 ? new Path.Member(text) : new Path.Index(position);
    }
    List<Path.Part> parts = new ArrayList<>();
    if (item instanceof Value.Obj object) {
      for (String key : type.keys()) {
        part(key, object.get(key)).ifPresent(parts::add);
      }
    }
    return parts.isEmpty()
        ? new Path.Index(position)
        : new Path.Key(parts, seen.merge(parts, 1, Integer::sum));
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
