package dev.drift.canonical.defaults;

import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import java.util.ArrayList;
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
    String field = path.getFirst();
    return object.fields().get(field) instanceof Value.Obj inner
        ? replaced(object, field, inner, at(inner, path.subList(1, path.size()), edit))
        : object;
  }

  /// The object with each object of the list at this field edited.
  static Value.Obj each(Value.Obj object, String field, UnaryOperator<Value.Obj> edit) {
    List<Value> items = object.list(field);
    List<Value> edited = new ArrayList<>(items.size());
    boolean changed = false;
    for (Value item : items) {
      Value after = item instanceof Value.Obj inner ? edit.apply(inner) : item;
      changed |= ObjectEdit.isOther(item, after);
      edited.add(after);
    }
    return changed ? object.with(field, new Value.Arr(edited)) : object;
  }

  /// The object with this value at the field, if it has none yet.
  static Value.Obj orElse(Value.Obj object, String field, Value value) {
    return object.fields().containsKey(field) ? object : object.with(field, value);
  }

  private static Value.Obj replaced(Value.Obj object, String field, Value before, Value after) {
    return ObjectEdit.isOther(before, after) ? object.with(field, after) : object;
  }
}
