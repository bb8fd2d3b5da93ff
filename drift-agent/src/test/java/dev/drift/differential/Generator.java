package dev.drift.differential;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Changes a valid object at random places: zeros, nulls, empties, odd values, duplicates, another
/// order, fields added and taken away.
final class Generator {
  private static final int MOST = 10;

  private final Shape shape;
  private final Random random;
  private final Invention invention;
  private final boolean builtIn;

  /// @param builtIn whether what becomes of a null in a map follows from the type alone
  Generator(Shape shape, Donors donors, Random random, boolean builtIn) {
    this.shape = shape;
    this.builtIn = builtIn;
    this.random = random;
    this.invention = new Invention(random, donors);
  }

  /// Edits that follow one another.
  List<Edit> edits(Value.Obj start) {
    List<Edit> edits = new ArrayList<>();
    Value.Obj object = start;
    int wanted = 1 + random.nextInt(MOST);
    for (int tries = 0; edits.size() < wanted && tries < 4 * MOST; tries++) {
      List<Node> nodes = Node.of(shape, object);
      Optional<Edit> edit = edit(nodes.get(random.nextInt(nodes.size())));
      if (edit.isPresent()) {
        edits.add(edit.get());
        object = edit.get().apply(object);
      }
    }
    return edits;
  }

  private Optional<Edit> edit(Node node) {
    if (node.isFixed() || (random.nextInt(10) < 7 && node.value() instanceof Value.Obj)) {
      return addition(node);
    }
    boolean entry = node.path().elements().getLast() instanceof Path.Index;
    return switch (random.nextInt(8)) {
      case 0 -> Optional.of(Edit.remove(node.path()));
      case 1 ->
          // Whether a null among items is kept depends on more than the type.
          entry ? Optional.empty() : nulled(node);
      case 2, 3 -> Optional.of(Edit.put(node.path(), Oddities.zero(node.shape().sort())));
      case 4, 5 -> rearranged(node);
      default -> Optional.of(Edit.put(node.path(), invention.of(node.shape())));
    };
  }

  private Optional<Edit> nulled(Node node) {
    Shape.Sort sort = node.shape().sort();
    boolean plain = builtIn && sort != Shape.Sort.LIST && sort != Shape.Sort.MAP;
    return isEntryOfMap(node.path()) && !plain
        ? Optional.empty()
        : Optional.of(Edit.put(node.path(), Value.Null.NULL));
  }

  private boolean isEntryOfMap(Path path) {
    Shape type = shape;
    boolean map = false;
    for (Path.Element element : path.elements()) {
      map = type.sort() == Shape.Sort.MAP;
      type =
          switch (type.sort()) {
            case OBJECT -> type.property(((Path.Field) element).name()).orElseThrow();
            case MAP -> type.values();
            case LIST -> type.items();
            case TEXT, INTEGER, NUMBER, BOOLEAN, QUANTITY, INT_OR_STRING, TIME, BYTES, ANY -> type;
          };
    }
    return map;
  }

  private Optional<Edit> addition(Node node) {
    return switch (node.shape().sort()) {
      case OBJECT -> {
        List<Map.Entry<String, Shape>> absent =
            node.shape().properties().entrySet().stream()
                .filter(entry -> !Node.isIdentity(node.path().field(entry.getKey())))
                .filter(entry -> ((Value.Obj) node.value()).get(entry.getKey()).isEmpty())
                .toList();
        if (absent.isEmpty()) {
          yield Optional.empty();
        }
        Map.Entry<String, Shape> one = absent.get(random.nextInt(absent.size()));
        Value value =
            switch (random.nextInt(10)) {
              case 0 -> Value.Null.NULL;
              case 1, 2 -> Oddities.zero(one.getValue().sort());
              default -> invention.of(one.getValue());
            };
        yield Optional.of(Edit.put(node.path().field(one.getKey()), value));
      }
      case MAP ->
          invention.of(node.shape()) instanceof Value.Obj(Map<String, Value> more)
                  && !more.isEmpty()
              ? more.entrySet().stream()
                  .findFirst()
                  .map(e -> Edit.put(node.path().field(e.getKey()), e.getValue()))
              : Optional.empty();
      case LIST, TEXT, INTEGER, NUMBER, BOOLEAN, QUANTITY, INT_OR_STRING, TIME, BYTES, ANY ->
          Optional.empty();
    };
  }

  private Optional<Edit> rearranged(Node node) {
    if (!(node.value() instanceof Value.Arr(List<Value> items))
        || node.shape().sort() != Shape.Sort.LIST) {
      return Optional.empty();
    }
    List<Value> copy = new ArrayList<>(items);
    switch (random.nextInt(3)) {
      case 0 -> Collections.shuffle(copy, random);
      case 1 -> copy.add(invention.of(node.shape().items()));
      default -> {
        if (!copy.isEmpty()) {
          copy.add(copy.get(random.nextInt(copy.size())));
        }
      }
    }
    return Optional.of(Edit.put(node.path(), new Value.Arr(copy)));
  }
}
