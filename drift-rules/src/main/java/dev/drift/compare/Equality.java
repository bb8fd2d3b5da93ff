package dev.drift.compare;

import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.canonical.schema.TypedValues;
import dev.drift.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// When two values of a type are the same.
final class Equality {
  private final Schemas schemas;
  private final Hashes hashes;

  Equality(Schemas schemas) {
    this.schemas = schemas;
    this.hashes = new Hashes(schemas);
  }

  boolean equal(Type type, Value one, Value other) {
    if (one.equals(other)) {
      return true;
    }
    return switch (schemas.resolve(type)) {
      case Type.Scalar scalar -> TypedValues.equal(scalar, one, other);
      case Type.Struct struct -> objects(one, other, name -> memberType(struct, name));
      case Type.MapOf(Type values, boolean _) -> objects(one, other, _ -> values);
      case Type.ListOf list ->
          one instanceof Value.Arr(List<Value> items)
              && other instanceof Value.Arr(List<Value> others)
              && lists(list, items, others);
      case Type.Union _, Type.Any _ -> false;
      case Type.Ref _ -> throw new IllegalStateException("references are resolved");
    };
  }

  private static Type memberType(Type.Struct struct, String name) {
    return struct.member(name).map(Type.Member::type).orElse(Type.ANY);
  }

  private interface TypeOf {
    Type of(String name);
  }

  private boolean objects(Value one, Value other, TypeOf types) {
    if (!(one instanceof Value.Obj(Map<String, Value> fields)
        && other instanceof Value.Obj(Map<String, Value> others))) {
      return false;
    }
    Set<String> names = new HashSet<>(fields.keySet());
    names.addAll(others.keySet());
    for (String name : names) {
      Optional<Value> a = Optional.ofNullable(fields.get(name));
      Optional<Value> b = Optional.ofNullable(others.get(name));
      if (a.isEmpty() || b.isEmpty() || !equal(types.of(name), a.get(), b.get())) {
        return false;
      }
    }
    return true;
  }

  private boolean lists(Type.ListOf type, List<Value> items, List<Value> others) {
    if (items.size() != others.size()) {
      return false;
    }
    return switch (type.identity()) {
      case ATOMIC -> inOrder(type.items(), items, others);
      case KEYED, SET, MULTISET -> unmatched(type.items(), items, others).isEmpty();
    };
  }

  private boolean inOrder(Type type, List<Value> items, List<Value> others) {
    for (int i = 0; i < items.size(); i++) {
      if (!equal(type, items.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Pairs of positions that remain after removing equal items, whatever their order: for
  /// each side, the positions of its items without a partner.
  Unmatched unmatched(Type type, List<Value> items, List<Value> others) {
    Map<Integer, Deque<Integer>> free = new HashMap<>();
    for (int i = 0; i < others.size(); i++) {
      free.computeIfAbsent(hashes.of(type, others.get(i)), _ -> new ArrayDeque<>()).add(i);
    }
    List<Integer> left = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Value item = items.get(i);
      Deque<Integer> candidates = free.getOrDefault(hashes.of(type, item), new ArrayDeque<>());
      Optional<Integer> partner =
          candidates.stream().filter(at -> equal(type, item, others.get(at))).findFirst();
      if (partner.isPresent()) {
        candidates.remove(partner.get());
      } else {
        left.add(i);
      }
    }
    return new Unmatched(left, free.values().stream().flatMap(Deque::stream).sorted().toList());
  }

  /// @param desired positions in the first list
  /// @param live positions in the second list
  record Unmatched(List<Integer> desired, List<Integer> live) {
    boolean isEmpty() {
      return desired.isEmpty() && live.isEmpty();
    }
  }
}
