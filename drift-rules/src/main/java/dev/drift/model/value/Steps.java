package dev.drift.model.value;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/// Follows paths through values.
public final class Steps {
  private Steps() {}

  /// The value at this path, if there is one.
  public static Optional<Value> at(Path path, Value root) {
    Optional<Value> value = Optional.of(root);
    for (Path.Element element : path.elements()) {
      value = value.flatMap(v -> step(element, v));
    }
    return value;
  }

  /// A copy of the object with another value at a path of fields.
  public static Value.Obj with(Path path, Value value, Value.Obj root) {
    String name = ((Path.Field) path.elements().getFirst()).name();
    Path rest = new Path(path.elements().subList(1, path.elements().size()));
    return root.with(name, rest.isRoot() ? value : with(rest, value, root.object(name)));
  }

  /// The value one step further in.
  public static Optional<Value> step(Path.Element element, Value value) {
    if (element instanceof Path.Field(String name)) {
      return value instanceof Value.Obj object ? object.get(name) : Optional.empty();
    }
    return item(element, value).map(index -> ((Value.Arr) value).items().get(index));
  }

  /// Which item of a list an element means, counted from 0.
  ///
  /// A key field that the item does not write out is taken as equal: manifests leave out key
  /// fields that have a default, such as the protocol of a port.
  public static Optional<Integer> item(Path.Element element, Value value) {
    if (!(value instanceof Value.Arr(List<Value> items))) {
      return Optional.empty();
    }
    return switch (element) {
      case Path.Field _ -> Optional.empty();
      case Path.Index(int index) -> index < items.size() ? Optional.of(index) : Optional.empty();
      case Path.Member(String member) -> indexOf(items, Value.of(member));
      case Path.Key key -> indexOf(items, key);
    };
  }

  private static Optional<Integer> indexOf(List<Value> items, Value member) {
    int index = items.indexOf(member);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  private static Optional<Integer> indexOf(List<Value> items, Path.Key key) {
    return indexOf(items, key, Steps::isExactly).or(() -> indexOf(items, key, Steps::matches));
  }

  private static Optional<Integer> indexOf(
      List<Value> items, Path.Key key, BiPredicate<Value.Obj, Path.Key> matches) {
    int left = key.occurrence();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj item && matches.test(item, key) && --left == 0) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean isExactly(Value.Obj item, Path.Key key) {
    return key.parts().stream()
        .allMatch(part -> item.get(part.name()).equals(Optional.of(part.value())));
  }

  private static boolean matches(Value.Obj item, Path.Key key) {
    boolean any = false;
    for (Path.Part part : key.parts()) {
      Optional<Value> written = item.get(part.name());
      if (written.isPresent() && !written.get().equals(part.value())) {
        return false;
      }
      any |= written.isPresent();
    }
    return any;
  }
}
