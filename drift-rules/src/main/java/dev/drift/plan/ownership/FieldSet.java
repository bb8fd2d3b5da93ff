package dev.drift.plan.ownership;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sets of fields as `fieldsV1` writes them: a tree in which a path is a member if its node is
/// empty or holds a dot. See
/// <https://pkg.go.dev/sigs.k8s.io/structured-merge-diff/v6/fieldpath#Set.ToJSON>.
final class FieldSet {
  private static final String SELF = ".";

  private FieldSet() {}

  static Value.Obj union(Value.Obj one, Value.Obj other) {
    Value.Obj all = one;
    for (Map.Entry<String, Value> field : other.fields().entrySet()) {
      Value.Obj more = node(field.getValue());
      Value.Obj known = all.object(field.getKey());
      boolean both = all.get(field.getKey()).isPresent();
      all = all.with(field.getKey(), both ? unionOfNodes(known, more) : more);
    }
    return all;
  }

  /// An empty node is a member without children; as soon as it has some, a dot says so.
  private static Value.Obj unionOfNodes(Value.Obj one, Value.Obj other) {
    Value.Obj all = union(one, other);
    boolean member = isMember(one) || isMember(other);
    return member && !all.fields().isEmpty() ? all.with(SELF, Value.Obj.EMPTY) : all;
  }

  static Value.Obj intersection(Value.Obj one, Value.Obj other) {
    Value.Obj common = Value.Obj.EMPTY;
    for (Map.Entry<String, Value> field : one.fields().entrySet()) {
      Optional<Value> match = other.get(field.getKey());
      if (field.getKey().equals(SELF) || match.isEmpty()) {
        continue;
      }
      Value.Obj left = node(field.getValue());
      Value.Obj right = node(match.get());
      Value.Obj children = intersection(left, right);
      boolean member = isMember(left) && isMember(right);
      if (member && !children.fields().isEmpty()) {
        children = children.with(SELF, Value.Obj.EMPTY);
      }
      if (member || !children.fields().isEmpty()) {
        common = common.with(field.getKey(), children);
      }
    }
    return common;
  }

  /// How many scalars of the value are in the set.
  static int count(Value value, Value.Obj set) {
    if (set.fields().isEmpty()) {
      return scalars(value);
    }
    int count = 0;
    for (Map.Entry<String, Value> field : set.fields().entrySet()) {
      Optional<Value> inner = step(value, field.getKey());
      count += inner.isPresent() ? count(inner.get(), node(field.getValue())) : 0;
    }
    return count;
  }

  private static int scalars(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          Math.max(1, fields.values().stream().mapToInt(FieldSet::scalars).sum());
      case Value.Arr(List<Value> items) ->
          Math.max(1, items.stream().mapToInt(FieldSet::scalars).sum());
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> 1;
    };
  }

  private static Optional<Value> step(Value value, String key) {
    if (key.startsWith("f:")) {
      return value instanceof Value.Obj object ? object.get(key.substring(2)) : Optional.empty();
    }
    if (!(value instanceof Value.Arr(List<Value> items)) || key.length() < 2) {
      return Optional.empty();
    }
    Optional<Value> wanted = json(key.substring(2));
    if (key.startsWith("v:")) {
      return wanted.filter(items::contains);
    }
    return key.startsWith("k:") && wanted.orElse(Value.Null.NULL) instanceof Value.Obj keys
        ? items.stream().filter(item -> has(item, keys)).findFirst()
        : Optional.empty();
  }

  /// A key field that a manifest leaves out has its default.
  private static boolean has(Value item, Value.Obj keys) {
    return item instanceof Value.Obj object
        && keys.fields().entrySet().stream()
            .allMatch(key -> object.get(key.getKey()).map(key.getValue()::equals).orElse(true))
        && keys.fields().keySet().stream().anyMatch(key -> object.get(key).isPresent());
  }

  private static Optional<Value> json(String text) {
    try {
      return Optional.of(
          JsonReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isMember(Value.Obj node) {
    return node.fields().isEmpty() || node.get(SELF).isPresent();
  }

  private static Value.Obj node(Value value) {
    return value instanceof Value.Obj object ? object : Value.Obj.EMPTY;
  }
}
