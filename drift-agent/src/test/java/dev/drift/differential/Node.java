package dev.drift.differential;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A value in an object, with its type.
record Node(Path path, Shape shape, Value value) {
  /// What the server decides, or what says which object it is.
  private static final Set<String> IDENTITY =
      Set.of(
          "apiVersion",
          "kind",
          "metadata.name",
          "metadata.namespace",
          "metadata.generateName",
          "metadata.uid",
          "metadata.resourceVersion",
          "metadata.generation",
          "metadata.creationTimestamp",
          "metadata.deletionTimestamp",
          "metadata.deletionGracePeriodSeconds",
          "metadata.managedFields",
          "metadata.selfLink");

  /// All that may be changed, from the outside inwards; the first is the object itself.
  static List<Node> of(Shape shape, Value.Obj object) {
    List<Node> nodes = new ArrayList<>();
    new Node(Path.ROOT, shape, object).collect(nodes);
    return nodes;
  }

  static boolean isIdentity(Path path) {
    return IDENTITY.contains(path.toString());
  }

  /// The fields of an object of a named type, and where they stand.
  Map<String, Path> fields() {
    return value instanceof Value.Obj(Map<String, Value> fields)
        ? fields.keySet().stream()
            .collect(Collectors.toMap(name -> OffFeatures.name(shape, name), path::field))
        : Map.of();
  }

  /// Whether only what stands in it may be changed.
  boolean isFixed() {
    return path.isRoot() || path.equals(Path.of("metadata"));
  }

  private void collect(List<Node> nodes) {
    if (isIdentity(path)) {
      return;
    }
    nodes.add(this);
    switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.forEach(
              (name, inner) ->
                  shape
                      .field(name)
                      .ifPresent(type -> new Node(path.field(name), type, inner).collect(nodes)));
      case Value.Arr(List<Value> items) -> {
        if (shape.sort() == Shape.Sort.LIST) {
          Shape each = shape.items();
          for (int i = 0; i < items.size(); i++) {
            new Node(path.plus(new Path.Index(i)), each, items.get(i)).collect(nodes);
          }
        }
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> {}
    }
  }
}
