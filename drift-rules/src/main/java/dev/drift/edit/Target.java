package dev.drift.edit;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a node of a document is to become. Of what is not named, nothing changes.
sealed interface Target {
  /// It is not to be there any more.
  enum Gone implements Target {
    GONE
  }

  /// It is to have this value.
  record Put(Value value) implements Target {}

  /// Some fields of a mapping change, in this order. A field that is not there is added.
  record Fields(Map<String, Target> fields) implements Target {
    public Fields {
      fields = new LinkedHashMap<>(fields);
    }
  }

  /// Some items of a list change.
  ///
  /// @param items by position
  /// @param inserted by the position before which they come; the length of the list is its end
  record Items(Map<Integer, Target> items, Map<Integer, List<Value>> inserted) implements Target {}

  /// The items of a list change places: for each place, which item comes there.
  record Order(List<Integer> order) implements Target {}

  /// What a value becomes; nothing if it goes.
  default Optional<Value> of(Optional<Value> old) {
    return switch (this) {
      case Gone _ -> Optional.empty();
      case Put(Value value) -> Optional.of(value);
      case Fields(Map<String, Target> fields) -> {
        Value.Obj object =
            old.orElse(Value.Null.NULL) instanceof Value.Obj before ? before : Value.Obj.EMPTY;
        for (Map.Entry<String, Target> field : fields.entrySet()) {
          Optional<Value> after = field.getValue().of(object.get(field.getKey()));
          object =
              after.isPresent()
                  ? object.with(field.getKey(), after.get())
                  : object.without(field.getKey());
        }
        yield Optional.of(object);
      }
      case Items(Map<Integer, Target> items, Map<Integer, List<Value>> inserted) -> {
        List<Value> before = items(old);
        List<Value> after = new ArrayList<>();
        for (int i = 0; i <= before.size(); i++) {
          after.addAll(inserted.getOrDefault(i, List.of()));
          if (i < before.size()) {
            Value item = before.get(i);
            Target target = items.get(i);
            (target == null ? Optional.of(item) : target.of(Optional.of(item)))
                .ifPresent(after::add);
          }
        }
        yield Optional.of(new Value.Arr(after));
      }
      case Order(List<Integer> order) ->
          Optional.of(new Value.Arr(order.stream().map(items(old)::get).toList()));
    };
  }

  private static List<Value> items(Optional<Value> value) {
    return value.orElse(Value.Null.NULL) instanceof Value.Arr(List<Value> items)
        ? items
        : List.of();
  }
}
