package dev.drift.canonical;

import dev.drift.model.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/// Copies of objects with a part replaced.
final class Edits {
  private Edits() {}

  /// The object with the object at this path edited; unchanged where there is none.
  static Value.Obj at(Value.Obj object, List<String> path, UnaryOperator<Value.Obj> edit) {
    if (path.isEmpty()) {
      return edit.apply(object);
    }
    return object.get(path.getFirst()).orElse(Value.Null.NULL) instanceof Value.Obj inner
        ? replaced(object, path.getFirst(), inner, at(inner, path.subList(1, path.size()), edit))
        : object;
  }

  /// The object with each object of the list at this field edited.
  static Value.Obj each(Value.Obj object, String field, UnaryOperator<Value.Obj> edit) {
    if (!(object.get(field).orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> items))) {
      return object;
    }
    List<Value> edited =
        items.stream()
            .map(item -> item instanceof Value.Obj inner ? edit.apply(inner) : item)
            .toList();
    return replaced(object, field, new Value.Arr(items), new Value.Arr(edited));
  }

  /// The object with this value at the field, if it has none yet.
  static Value.Obj orElse(Value.Obj object, String field, Value value) {
    return object.get(field).isPresent() ? object : object.with(field, value);
  }

  private static Value.Obj replaced(Value.Obj object, String field, Value before, Value after) {
    return before.equals(after) ? object : object.with(field, after);
  }
}
