package dev.drift.differential;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Shuffles every list whose order has no meaning, by what the server says of it.
final class Permutation {
  /// Keyed, and yet containers start in this order, and variables refer to earlier ones.
  private static final Set<String> ORDER_MATTERS = Set.of("initContainers", "env");

  private final Random random;

  Permutation(Random random) {
    this.random = random;
  }

  Value.Obj of(Shape shape, Value.Obj object) {
    return (Value.Obj) value(shape, "", object);
  }

  private Value value(Shape shape, String name, Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        fields.forEach((field, inner) -> copy.put(field, field(shape, field, inner)));
        yield new Value.Obj(copy);
      }
      case Value.Arr(List<Value> items) when shape.sort() == Shape.Sort.LIST -> {
        List<Value> copy = new ArrayList<>();
        items.forEach(item -> copy.add(value(shape.items(), "", item)));
        boolean free = shape.isUnordered() && !ORDER_MATTERS.contains(name);
        yield new Value.Arr(free ? shuffled(shape.keys(), copy) : copy);
      }
      case Value.Arr _, Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ ->
          value;
    };
  }

  /// Items with equal keys keep their order: only it distinguishes them.
  private List<Value> shuffled(List<String> keys, List<Value> items) {
    Map<List<Value>, Deque<Value>> byKey = new LinkedHashMap<>();
    List<List<Value>> order = new ArrayList<>();
    for (Value item : items) {
      List<Value> key =
          item instanceof Value.Obj object && !keys.isEmpty()
              ? keys.stream().map(name -> object.get(name).orElse(Value.Null.NULL)).toList()
              : List.of(item);
      byKey.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(item);
      order.add(key);
    }
    Collections.shuffle(order, random);
    return order.stream().map(key -> requireNonNull(byKey.get(key)).remove()).toList();
  }

  private Value field(Shape shape, String name, Value value) {
    return shape.field(name).map(type -> value(type, name, value)).orElse(value);
  }
}
