package dev.drift.evaluate.comparison;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A manifest in which one difference is as in the cluster.
final class Replay {
  private Replay() {}

  /// Empty if the difference is not a matter of one value.
  static Optional<Value.Obj> of(Value.Obj manifest, Difference difference) {
    return difference.path().isRoot() || difference.change() == Change.REORDERED
        ? Optional.empty()
        : edit(Optional.of(manifest), difference.path().elements(), difference.live())
            .map(Value.Obj.class::cast);
  }

  /// @param value empty to remove what is there
  private static Optional<Value> edit(
      Optional<Value> node, List<Path.Element> path, Optional<Value> value) {
    if (path.isEmpty()) {
      return value;
    }
    List<Path.Element> rest = path.subList(1, path.size());
    if (path.getFirst() instanceof Path.Field(String name)) {
      Value.Obj object =
          node.filter(Value.Obj.class::isInstance)
              .map(Value.Obj.class::cast)
              .orElse(Value.Obj.EMPTY);
      return Optional.of(
          edit(object.get(name), rest, value)
              .map(inner -> object.with(name, inner))
              .orElseGet(() -> object.without(name)));
    }
    List<Value> items =
        new ArrayList<>(
            node.orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> all) ? all : List.of());
    Optional<Integer> at = Steps.item(path.getFirst(), new Value.Arr(items));
    Optional<Value> inner = edit(at.map(items::get), rest, value);
    if (at.isPresent() && inner.isPresent()) {
      items.set(at.get(), inner.get());
    } else if (at.isPresent()) {
      items.remove(at.get().intValue());
    } else {
      inner.ifPresent(items::add);
    }
    return Optional.of(new Value.Arr(items));
  }
}
