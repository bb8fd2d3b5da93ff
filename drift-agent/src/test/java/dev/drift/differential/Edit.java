package dev.drift.differential;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One change of a generated object.
///
/// @param path of fields and positions
/// @param value what is put there; empty where what is there is taken away
record Edit(Path path, Optional<Value> value) {

  static Edit put(Path path, Value value) {
    return new Edit(path, Optional.of(value));
  }

  static Edit remove(Path path) {
    return new Edit(path, Optional.empty());
  }

  static Value.Obj all(Value.Obj object, List<Edit> edits) {
    Value.Obj edited = object;
    for (Edit edit : edits) {
      edited = edit.apply(edited);
    }
    return edited;
  }

  /// Changes nothing where the object lacks what the path leads through.
  Value.Obj apply(Value.Obj object) {
    return (Value.Obj) apply(object, path.elements());
  }

  private Value apply(Value parent, List<Path.Element> steps) {
    List<Path.Element> rest = steps.subList(1, steps.size());
    return switch (steps.getFirst()) {
      case Path.Field(String name) when parent instanceof Value.Obj object -> {
        Optional<Value> changed =
            rest.isEmpty() ? value : object.get(name).map(v -> apply(v, rest));
        yield changed.map(v -> object.with(name, v)).orElseGet(() -> object.without(name));
      }
      case Path.Index(int index)
          when parent instanceof Value.Arr(List<Value> items) && index <= items.size() -> {
        List<Value> copy = new ArrayList<>(items);
        boolean there = index < items.size();
        if (rest.isEmpty()) {
          if (there) {
            copy.remove(index);
          }
          value.ifPresent(v -> copy.add(index, v));
        } else if (there) {
          copy.set(index, apply(items.get(index), rest));
        }
        yield new Value.Arr(copy);
      }
      case Path.Field _, Path.Index _, Path.Key _, Path.Member _ -> parent;
    };
  }
}
