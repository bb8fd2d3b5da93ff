package dev.drift.edit.kustomize;

import dev.drift.edit.Edit;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a strategic merge patch has to say for one value to become another. See
/// <https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#patch-strategic-merge>.
public sealed interface MergeDelta {
  /// It goes.
  enum Gone implements MergeDelta {
    GONE
  }

  /// It gets this value.
  record Put(Value value) implements MergeDelta {}

  /// Some fields change.
  record Fields(Map<String, MergeDelta> fields) implements MergeDelta {
    public Fields {
      fields = new LinkedHashMap<>(fields);
    }
  }

  /// Some items of a list change, which are found by the value of a field.
  record Items(String key, Map<Value, MergeDelta> items) implements MergeDelta {
    public Items {
      items = new LinkedHashMap<>(items);
    }
  }

  String DIRECTIVE = "$patch";

  /// The fields by which lists of the API find their items.
  List<String> KEYS =
      List.of("name", "mountPath", "containerPort", "port", "ip", "devicePath", "topologyKey");

  /// @param from not equal to the other
  static MergeDelta between(Value from, Value to) {
    if (from instanceof Value.Obj before && to instanceof Value.Obj after) {
      return fields(before, after);
    }
    if (from instanceof Value.Arr(List<Value> before)
        && to instanceof Value.Arr(List<Value> after)) {
      for (String key : KEYS) {
        Optional<MergeDelta> items = items(key, before, after);
        if (items.isPresent()) {
          return items.get();
        }
      }
    }
    return new Put(to);
  }

  private static Fields fields(Value.Obj before, Value.Obj after) {
    Map<String, MergeDelta> fields = new LinkedHashMap<>();
    before
        .fields()
        .forEach(
            (name, old) -> {
              Optional<Value> now = after.get(name);
              if (now.isEmpty()) {
                fields.put(name, Gone.GONE);
              } else if (!now.get().equals(old)) {
                fields.put(name, between(old, now.get()));
              }
            });
    after
        .fields()
        .forEach(
            (name, now) -> {
              if (before.get(name).isEmpty()) {
                fields.put(name, new Put(now));
              }
            });
    return new Fields(fields);
  }

  private static Optional<MergeDelta> items(String key, List<Value> before, List<Value> after) {
    Optional<Map<Value, Value.Obj>> old = byKey(key, before);
    Optional<Map<Value, Value.Obj>> now = byKey(key, after);
    if (old.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Map<Value, MergeDelta> items = new LinkedHashMap<>();
    old.get()
        .forEach(
            (name, item) -> {
              Value.Obj other = now.get().get(name);
              if (other == null) {
                items.put(name, Gone.GONE);
              } else if (!other.equals(item)) {
                items.put(name, fields(item, other));
              }
            });
    now.get()
        .forEach(
            (name, item) -> {
              if (!old.get().containsKey(name)) {
                items.put(name, new Put(item));
              }
            });
    return Optional.of(new Items(key, items));
  }

  /// Empty unless each item is an object with a value of its own there.
  private static Optional<Map<Value, Value.Obj>> byKey(String key, List<Value> items) {
    Map<Value, Value.Obj> byKey = new LinkedHashMap<>();
    Set<Value> seen = new HashSet<>();
    for (Value each : items) {
      Optional<Value> name =
          each instanceof Value.Obj object ? object.get(key) : Optional.<Value>empty();
      if (name.isEmpty() || !seen.add(name.get())) {
        return Optional.empty();
      }
      byKey.put(name.get(), (Value.Obj) each);
    }
    return Optional.of(byKey);
  }

  /// As it is written in a patch of its own.
  default Value patch() {
    return switch (this) {
      case Gone _ -> Value.Null.NULL;
      case Put(Value value) -> value;
      case Fields(Map<String, MergeDelta> fields) -> {
        Value.Obj patch = Value.Obj.EMPTY;
        for (Map.Entry<String, MergeDelta> each : fields.entrySet()) {
          patch = patch.with(each.getKey(), each.getValue().patch());
        }
        yield patch;
      }
      case Items(String key, Map<Value, MergeDelta> items) ->
          new Value.Arr(
              items.entrySet().stream()
                  .map(it -> item(key, it.getKey(), it.getValue()))
                  .map(Value.class::cast)
                  .toList());
    };
  }

  private static Value.Obj item(String key, Value name, MergeDelta delta) {
    Value.Obj item = Value.Obj.EMPTY.with(key, name);
    return switch (delta) {
      case Gone _ -> item.with(DIRECTIVE, Value.of("delete"));
      case Put(Value.Obj whole) -> whole;
      case Fields fields -> {
        for (Map.Entry<String, Value> each : ((Value.Obj) fields.patch()).fields().entrySet()) {
          item = item.with(each.getKey(), each.getValue());
        }
        yield item;
      }
      case Put _, Items _ -> throw new IllegalStateException("an item is an object");
    };
  }

  /// The edits of a patch that is there, so that it also says this.
  ///
  /// @param patch what it says so far
  /// @param revokes whether it is to say no more what goes, rather than to remove it
  default List<Edit> edits(Value.Obj patch, boolean revokes) {
    List<Edit> edits = new ArrayList<>();
    into(patch, patch, Path.ROOT, revokes, edits);
    return edits;
  }

  private void into(Value root, Value patch, Path at, boolean revokes, List<Edit> edits) {
    switch (this) {
      case Fields(Map<String, MergeDelta> fields) when patch instanceof Value.Obj object ->
          fields.forEach(
              (name, delta) -> {
                Optional<Value> said = object.get(name);
                Path field = at.field(name);
                if (said.isPresent() && delta == Gone.GONE && revokes) {
                  edits.add(Removals.of(root, field));
                } else if (said.isPresent()) {
                  delta.into(root, said.get(), field, revokes, edits);
                } else {
                  edits.add(new Edit.Set(field, delta.patch()));
                }
              });
      case Items(String key, Map<Value, MergeDelta> items)
          when patch instanceof Value.Arr(List<Value> said) -> {
        int added = said.size();
        for (Map.Entry<Value, MergeDelta> each : items.entrySet()) {
          int index = index(key, each.getKey(), said);
          Path item = at.plus(new Path.Index(Math.max(index, 0)));
          if (index >= 0 && each.getValue() == Gone.GONE && revokes) {
            edits.add(Removals.of(root, item));
          } else if (index >= 0 && each.getValue() instanceof Fields) {
            each.getValue().into(root, said.get(index), item, revokes, edits);
          } else if (index >= 0) {
            edits.add(new Edit.Set(item, item(key, each.getKey(), each.getValue())));
          } else {
            edits.add(
                new Edit.Add(
                    at.plus(new Path.Index(added)), item(key, each.getKey(), each.getValue())));
          }
        }
      }
      case Gone _, Put _, Fields _, Items _ -> edits.add(new Edit.Set(at, patch()));
    }
  }

  private static int index(String key, Value name, List<Value> items) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj object
          && object.get(key).equals(Optional.of(name))
          && object.get(DIRECTIVE).isEmpty()) {
        return i;
      }
    }
    return -1;
  }
}
