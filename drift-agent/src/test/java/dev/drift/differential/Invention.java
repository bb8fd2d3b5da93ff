package dev.drift.differential;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Makes values of a type: often empty, sparse or odd, sometimes borrowed from a valid object.
final class Invention {
  private static final int DEEPEST = 4;
  private static final List<String> KEYS =
      List.of(
          "a", "b", "app", "cpu", "memory", "storage", "example.org/x", "hugepages-2Mi", "pods");

  private final RandomGenerator random;
  private final Donors donors;

  Invention(RandomGenerator random, Donors donors) {
    this.random = random;
    this.donors = donors;
  }

  Value of(Shape shape) {
    return of(shape, 0);
  }

  private Value of(Shape shape, int depth) {
    List<Value> borrowed = donors.of(shape);
    if (!borrowed.isEmpty() && random.nextInt(10) < 5) {
      return one(borrowed);
    }
    if (!shape.enumerated().isEmpty()) {
      return random.nextInt(10) == 0 ? Value.of("") : one(shape.enumerated());
    }
    return switch (shape.sort()) {
      case OBJECT -> object(shape, depth);
      case MAP -> map(shape, depth);
      case LIST -> list(shape, depth);
      case TEXT, INTEGER, NUMBER, BOOLEAN, QUANTITY, INT_OR_STRING, TIME, BYTES, ANY ->
          one(Oddities.of(shape.sort()));
    };
  }

  private Value object(Shape shape, int depth) {
    Map<String, Value> fields = new LinkedHashMap<>();
    boolean sparse = depth >= DEEPEST || random.nextInt(10) < 3;
    shape
        .properties()
        .forEach(
            (name, property) -> {
              if (shape.required().contains(name)) {
                fields.put(name, of(property, depth + 1));
              } else if (!sparse && random.nextInt(shape.properties().size()) < 2) {
                fields.put(
                    name, random.nextInt(8) == 0 ? Value.Null.NULL : of(property, depth + 1));
              }
            });
    if (shape.isOpen() && random.nextInt(3) == 0) {
      fields.put("unknown", one(Oddities.of(Shape.Sort.ANY)));
    }
    return new Value.Obj(fields);
  }

  private Value map(Shape shape, int depth) {
    Map<String, Value> fields = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      fields.put(KEYS.get(random.nextInt(KEYS.size())), of(shape.values(), depth + 1));
    }
    return new Value.Obj(fields);
  }

  private Value list(Shape shape, int depth) {
    List<Value> items = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      items.add(of(shape.items(), depth + 1));
    }
    if (!items.isEmpty() && random.nextInt(6) == 0) {
      items.add(one(items));
    }
    return new Value.Arr(items);
  }

  private Value one(List<Value> values) {
    return values.get(random.nextInt(values.size()));
  }
}
