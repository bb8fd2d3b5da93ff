package dev.drift.edit;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.drift.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the least that has to change for one value to become another, so that what is equal within
/// them stays as it is written.
final class Refinement {
  /// Aligning two long lists that have nothing in common takes their sizes multiplied.
  private static final int LONGEST = 2_000;

  private Refinement() {}

  static Target of(Value old, Value value) {
    if (old instanceof Value.Obj before && value instanceof Value.Obj after) {
      return before.size() == 0 || after.size() == 0
          ? new Target.Put(value)
          : fields(before, after);
    }
    if (old instanceof Value.Arr(List<Value> before)
        && value instanceof Value.Arr(List<Value> after)
        && !before.isEmpty()
        && !after.isEmpty()
        && before.size() + after.size() < LONGEST) {
      return items(before, after);
    }
    return new Target.Put(value);
  }

  private static Target fields(Value.Obj before, Value.Obj after) {
    Map<String, Target> fields = new LinkedHashMap<>();
    before
        .fields()
        .forEach(
            (name, old) -> {
              Value now = after.get(name).orElse(null);
              if (now == null) {
                fields.put(name, Target.Gone.GONE);
              } else if (!now.equals(old)) {
                fields.put(name, of(old, now));
              }
            });
    after
        .fields()
        .forEach(
            (name, now) -> {
              if (before.get(name).isEmpty()) {
                fields.put(name, new Target.Put(now));
              }
            });
    return new Target.Fields(fields);
  }

  private static Target items(List<Value> before, List<Value> after) {
    List<Integer> order = order(before, after);
    if (!order.isEmpty()) {
      return new Target.Order(order);
    }
    Map<Integer, Target> items = new LinkedHashMap<>();
    Map<Integer, List<Value>> inserted = new LinkedHashMap<>();
    for (AbstractDelta<Value> delta : DiffUtils.diff(before, after).getDeltas()) {
      int at = delta.getSource().getPosition();
      List<Value> old = delta.getSource().getLines();
      List<Value> now = delta.getTarget().getLines();
      int pairs = Math.min(old.size(), now.size());
      for (int i = 0; i < old.size(); i++) {
        items.put(at + i, i < pairs ? of(old.get(i), now.get(i)) : Target.Gone.GONE);
      }
      if (pairs < now.size()) {
        inserted.put(at + old.size(), List.copyOf(now.subList(pairs, now.size())));
      }
    }
    return new Target.Items(items, inserted);
  }

  /// Empty unless the lists have the same items in another order.
  private static List<Integer> order(List<Value> before, List<Value> after) {
    if (before.size() != after.size() || before.equals(after)) {
      return List.of();
    }
    Map<Value, Deque<Integer>> places = new HashMap<>();
    for (int i = 0; i < before.size(); i++) {
      places.computeIfAbsent(before.get(i), _ -> new ArrayDeque<>()).add(i);
    }
    List<Integer> order = new ArrayList<>();
    for (Value item : after) {
      Deque<Integer> free = places.get(item);
      if (free == null || free.isEmpty()) {
        return List.of();
      }
      order.add(free.remove());
    }
    return order;
  }
}
