package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Whether Git speaks of a place.
final class DeclaredPaths {
  private DeclaredPaths() {}

  /// Where a list's items cannot be told apart, Git is taken to speak of all of them.
  static boolean speaksOf(Subject subject, String pointer) {
    JsonNode live = subject.before();
    JsonNode written = subject.written();
    Shape shape = subject.shape();
    for (String step : Pointers.steps(pointer)) {
      if (live.isArray()) {
        JsonNode item = live.path(Integer.parseInt(step));
        if (written.size() != live.size() || !shape.keys().isEmpty() || item.isTextual()) {
          if (shape.keys().isEmpty() && !item.isTextual()) {
            return true;
          }
          written = same(written, item, shape.keys());
        } else {
          written = written.path(Integer.parseInt(step));
        }
        live = item;
        shape = shape.item();
      } else {
        live = live.path(step);
        written = field(written, step);
        shape = shape.field(step);
      }
      if (written.isMissingNode() || written.isNull()) {
        return false;
      }
    }
    return true;
  }

  /// What a Secret's `stringData` says, it says of `data`.
  private static JsonNode field(JsonNode written, String name) {
    JsonNode value = written.path(name);
    return name.equals("data") && written.has("stringData")
        ? ((ObjectNode) written.get("stringData").deepCopy()).setAll(data(value))
        : value;
  }

  private static ObjectNode data(JsonNode value) {
    return value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode same(JsonNode list, JsonNode item, List<String> keys) {
    for (JsonNode each : list) {
      boolean same =
          item.isTextual()
              ? each.equals(item)
              : keys.stream()
                  .allMatch(key -> !each.has(key) || each.get(key).equals(item.get(key)));
      if (same) {
        return each;
      }
    }
    return list.path(-1);
  }
}
