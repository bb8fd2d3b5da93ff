package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A value that the source does not determine, such as a random password of a chart: whatever the
/// cluster has there is not drift.
///
/// @param path of fields and of positions in lists; the root for the whole object
/// @param needed whether the cluster must have some value there
/// @param reason the clause that explains a difference there
public record Undetermined(Path path, boolean needed, String reason) {
  public Undetermined {
    requireNonNull(path, "path is null");
    requireNonNull(reason, "reason is null");
  }

  /// Whether a difference at a path is one of this value.
  ///
  /// @param at where Git has it, with the content there
  /// @param liveAt where the cluster has it, with the content there
  /// @param present whether the cluster has a value there
  public boolean accountsFor(Path at, Value desired, Path liveAt, Value live, boolean present) {
    return covers(at, desired, present) || covers(liveAt, live, present);
  }

  private boolean covers(Path at, Value root, boolean present) {
    return positions(at, root)
        .filter(it -> it.startsWith(path))
        .filter(it -> present || !needed || !it.equals(path))
        .isPresent();
  }

  /// The path with positions in place of keys; empty if it leads to nothing on the way.
  private static Optional<Path> positions(Path path, Value root) {
    List<Path.Element> elements = new ArrayList<>();
    Optional<Value> value = Optional.of(root);
    for (Path.Element element : path.elements()) {
      if (element instanceof Path.Field) {
        elements.add(element);
      } else {
        Optional<Integer> index = value.flatMap(it -> Steps.item(element, it));
        if (index.isEmpty()) {
          return Optional.empty();
        }
        elements.add(new Path.Index(index.get()));
      }
      value = value.flatMap(it -> Steps.step(element, it));
    }
    return Optional.of(new Path(elements));
  }

  /// The content with another value there.
  ///
  /// @param value empty for none
  public Value replacedIn(Value content, Optional<Value> value) {
    return replaced(content, path.elements(), value);
  }

  private static Value replaced(Value node, List<Path.Element> path, Optional<Value> value) {
    if (path.isEmpty()) {
      return value.orElse(Value.Null.NULL);
    }
    List<Path.Element> rest = path.subList(1, path.size());
    if (path.getFirst() instanceof Path.Field(String name) && node instanceof Value.Obj object) {
      if (rest.isEmpty()) {
        return value.map(it -> object.with(name, it)).orElseGet(() -> object.without(name));
      }
      return object
          .get(name)
          .map(it -> object.with(name, replaced(it, rest, value)))
          .orElse(object);
    }
    if (path.getFirst() instanceof Path.Index(int index)
        && node instanceof Value.Arr(List<Value> items)
        && index < items.size()) {
      List<Value> changed = new ArrayList<>(items);
      changed.set(index, replaced(items.get(index), rest, value));
      return new Value.Arr(changed);
    }
    return node;
  }
}
