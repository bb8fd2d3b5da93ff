package dev.drift.plan.patch;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an item of Git's list belongs among the items of the cluster's list.
final class InsertPosition {
  private InsertPosition() {}

  /// Behind the nearest item before it in Git that the cluster has, else before the nearest one
  /// behind it, else at the end.
  ///
  /// @param siblings all items in Git's order
  static int of(Path.Element element, List<Value> items, List<Value> siblings) {
    Optional<Integer> own = Steps.item(element, new Value.Arr(siblings));
    if (own.isEmpty()) {
      return items.size();
    }
    for (int i = own.get() - 1; i >= 0; i--) {
      Optional<Integer> before = find(element, siblings.get(i), items);
      if (before.isPresent()) {
        return before.get() + 1;
      }
    }
    for (int i = own.get() + 1; i < siblings.size(); i++) {
      Optional<Integer> behind = find(element, siblings.get(i), items);
      if (behind.isPresent()) {
        return behind.get();
      }
    }
    return items.size();
  }

  /// Where the cluster has an item of Git's.
  ///
  /// @param like an element of the same list, which has the names of the key fields
  private static Optional<Integer> find(Path.Element like, Value item, List<Value> items) {
    return element(like, item).flatMap(one -> Steps.item(one, new Value.Arr(items)));
  }

  private static Optional<Path.Element> element(Path.Element like, Value item) {
    return switch (like) {
      case Path.Member _ ->
          item instanceof Value.Str(String text)
              ? Optional.of(new Path.Member(text))
              : Optional.empty();
      case Path.Key(List<Path.Part> parts, int _) -> {
        List<Path.Part> own = new ArrayList<>();
        for (Path.Part part : parts) {
          if (item instanceof Value.Obj object) {
            object
                .get(part.name())
                .filter(value -> value instanceof Value.Str || value instanceof Value.Num)
                .ifPresent(value -> own.add(new Path.Part(part.name(), value)));
          }
        }
        yield own.isEmpty() ? Optional.empty() : Optional.of(new Path.Key(own, 1));
      }
      case Path.Index _, Path.Field _ -> Optional.empty();
    };
  }
}
