package dev.drift.differential;

import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Valid values by the name of their type, from the hand-written objects: most of what is valid no
/// schema tells.
final class Donors {
  private final Map<String, List<Value>> values = new LinkedHashMap<>();

  void add(Shape shape, Value.Obj object) {
    Map<String, LinkedHashSet<Value>> found = new LinkedHashMap<>();
    for (Node node : Node.of(shape, object)) {
      found.computeIfAbsent(node.shape().name(), _ -> new LinkedHashSet<>()).add(node.value());
    }
    found.forEach(
        (name, more) -> values.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(more));
  }

  List<Value> of(Shape shape) {
    return values.getOrDefault(shape.name(), List.of());
  }
}
