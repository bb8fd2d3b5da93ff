package dev.drift.edit.adopt;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the items of a list belong, by the order in which the cluster has them.
final class LiveOrder {
  private LiveOrder() {}

  /// The position in the written list before which an item of the cluster comes.
  ///
  /// @param desired the canonical form of the list, with the items of `written` at their positions
  static int position(Value.Arr written, Value desired, Value.Arr live, Path.Element element) {
    int at = Steps.item(element, live).orElse(live.items().size());
    return switch (element) {
      case Path.Key key -> behind(written, live, at, item -> identity(key, item));
      case Path.Member _ ->
          behind(
              written,
              live,
              at,
              item ->
                  item instanceof Value.Str(String text)
                      ? Optional.of(new Path.Member(text))
                      : Optional.empty());
      case Path.Index _ ->
          Math.min(
              written.items().size(),
              aligned(
                  desired instanceof Value.Arr(List<Value> items) ? items : List.of(), live, at));
      case Path.Field _ -> written.items().size();
    };
  }

  private interface Identity {
    Optional<Path.Element> of(Value item);
  }

  private static int behind(Value.Arr written, Value.Arr live, int at, Identity identity) {
    for (int i = at - 1; i >= 0; i--) {
      Optional<Integer> before =
          identity.of(live.items().get(i)).flatMap(element -> Steps.item(element, written));
      if (before.isPresent()) {
        return before.get() + 1;
      }
    }
    return at == 0 ? 0 : written.items().size();
  }

  private static Optional<Path.Element> identity(Path.Key like, Value item) {
    List<Path.Part> parts = new ArrayList<>();
    for (Path.Part part : like.parts()) {
      Optional<Value> value =
          item instanceof Value.Obj object ? object.get(part.name()) : Optional.empty();
      if (value.isEmpty() || value.get() instanceof Value.Obj || value.get() instanceof Value.Arr) {
        return Optional.empty();
      }
      parts.add(new Path.Part(part.name(), value.get()));
    }
    return Optional.of(new Path.Key(parts, 1));
  }

  private static int aligned(List<Value> desired, Value.Arr live, int at) {
    int shift = 0;
    for (AbstractDelta<Value> delta : DiffUtils.diff(desired, live.items()).getDeltas()) {
      int from = delta.getTarget().getPosition();
      if (at < from) {
        break;
      }
      if (at < from + delta.getTarget().size()) {
        return delta.getSource().getPosition() + delta.getSource().size();
      }
      shift += delta.getTarget().size() - delta.getSource().size();
    }
    return Math.max(0, at - shift);
  }

  /// For each place, which item comes there. Items that the cluster lacks stay behind the others.
  ///
  /// @param items in canonical form, or as they are written
  static List<Integer> order(Value.Arr items, Value.Arr live) {
    List<Integer> order = new ArrayList<>();
    for (Value other : live.items()) {
      for (int i = 0; i < items.items().size(); i++) {
        if (!order.contains(i) && isSame(items.items().get(i), other)) {
          order.add(i);
          break;
        }
      }
    }
    for (int i = 0; i < items.items().size(); i++) {
      if (!order.contains(i)) {
        order.add(i);
      }
    }
    return order;
  }

  private static boolean isSame(Value item, Value other) {
    return item.equals(other) || (name(item).isPresent() && name(item).equals(name(other)));
  }

  /// What identifies the items of lists of variables and containers.
  private static Optional<String> name(Value item) {
    return item instanceof Value.Obj object ? object.text("name") : Optional.empty();
  }
}
