package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.drift.accuracy.Mutation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// All changes of an object: every leaf deleted, changed and given siblings, every item of a list
/// doubled, every list reordered.
///
/// What the server owns is left alone: identity, times, versions and status.
final class Mutations {
  private static final Set<String> OWN = Set.of("/apiVersion", "/kind", "/status");

  /// The metadata that people write.
  private static final List<String> METADATA =
      List.of("labels", "annotations", "finalizers", "ownerReferences");

  private final List<Mutation> all = new ArrayList<>();

  private Mutations() {}

  static List<Mutation> of(JsonNode object, Shape shape) {
    Mutations mutations = new Mutations();
    mutations.walk(object, shape, Pointers.ROOT);
    return mutations.all;
  }

  private void walk(JsonNode value, Shape shape, String pointer) {
    if (value.isObject()) {
      value.properties().forEach(field -> child(field.getKey(), field.getValue(), shape, pointer));
      siblings((ObjectNode) value, shape, pointer);
    } else if (value.isArray()) {
      list((ArrayNode) value, shape, pointer);
    } else {
      for (JsonNode other : OtherValues.of(value, shape)) {
        add(Operation.CHANGED, pointer, parent -> put(parent, pointer, other));
      }
    }
  }

  private void child(String name, JsonNode value, Shape shape, String parent) {
    String pointer = Pointers.child(parent, name);
    if (OWN.contains(pointer) || (parent.equals("/metadata") && !METADATA.contains(name))) {
      return;
    }
    if (!pointer.equals("/metadata")) {
      add(Operation.DELETED, pointer, object -> ((ObjectNode) object).remove(name));
    }
    walk(value, shape.field(name), pointer);
  }

  private void siblings(ObjectNode object, Shape shape, String pointer) {
    List<String> absent =
        new ArrayList<>(pointer.equals("/metadata") ? METADATA : shape.properties());
    if (pointer.isEmpty()) {
      absent.removeAll(List.of("apiVersion", "kind", "metadata", "status"));
    }
    if (shape.isFreeMap()) {
      absent.add("drift-accuracy");
    }
    absent.removeIf(object::has);
    for (String name : absent) {
      for (JsonNode sample : Samples.of(name, shape.field(name))) {
        add(
            Operation.SIBLING,
            Pointers.child(pointer, name),
            parent -> ((ObjectNode) parent).set(name, sample));
      }
    }
  }

  private void list(ArrayNode list, Shape shape, String pointer) {
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      JsonNode item = list.get(i);
      String place = Pointers.child(pointer, i);
      add(Operation.DELETED, place, parent -> ((ArrayNode) parent).remove(at));
      add(Operation.DOUBLED, place, parent -> ((ArrayNode) parent).insert(at, item.deepCopy()));
      renamed(item, shape)
          .forEach(twin -> add(Operation.DOUBLED, place, parent -> ((ArrayNode) parent).add(twin)));
      walk(item, shape.item(), place);
    }
    if (!list.isEmpty() && !shape.item().type().isEmpty()) {
      String place = Pointers.child(pointer, list.size());
      JsonNode sample = Samples.smallest(Pointers.last(pointer), shape.item());
      add(Operation.SIBLING, place, parent -> ((ArrayNode) parent).add(sample));
      add(Operation.SIBLING, place, parent -> ((ArrayNode) parent).insert(0, sample));
    }
    if (list.size() > 1) {
      String first = Pointers.child(pointer, 0);
      add(Operation.REORDERED, first, parent -> move((ArrayNode) parent, 0, 1));
      if (list.size() > 2) {
        add(Operation.REORDERED, first, parent -> move((ArrayNode) parent, 0, list.size() - 1));
      }
    }
  }

  /// The item with another key: what a copy and an edit of one line give.
  private static List<JsonNode> renamed(JsonNode item, Shape list) {
    if (item.isTextual()) {
      return List.of(TextNode.valueOf(item.textValue() + "-x"));
    }
    List<JsonNode> twins = new ArrayList<>();
    for (String key : list.keys().isEmpty() ? List.of("name") : list.keys()) {
      if (item.has(key)) {
        OtherValues.of(item.get(key), list.item().field(key)).stream()
            .limit(1)
            .forEach(other -> twins.add(((ObjectNode) item.deepCopy()).set(key, other)));
      }
    }
    return twins;
  }

  private static void move(ArrayNode list, int from, int to) {
    list.insert(to, list.remove(from));
  }

  private static void put(JsonNode parent, String pointer, JsonNode value) {
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(Pointers.last(pointer)), value);
    } else {
      ((ObjectNode) parent).set(Pointers.last(pointer), value);
    }
  }

  private void add(Operation operation, String pointer, Consumer<JsonNode> edit) {
    all.add(new Mutation(operation, pointer, edit));
  }
}
