package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Values that a field may have which is not there yet, made up from the server's own schema.
final class Samples {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEPTH = 8;

  private Samples() {}

  /// The smallest value, and for objects each of their fields alone.
  static List<JsonNode> of(String name, Shape shape) {
    List<JsonNode> samples = new ArrayList<>();
    samples.add(smallest(name, shape, DEPTH));
    for (String property : shape.properties()) {
      ObjectNode with = (ObjectNode) smallest(name, shape, DEPTH);
      if (!with.has(property)) {
        with.set(property, smallest(property, shape.field(property), DEPTH));
        samples.add(with);
      }
    }
    return samples;
  }

  /// A value with what the schema requires and nothing else.
  static JsonNode smallest(String name, Shape shape) {
    return smallest(name, shape, DEPTH);
  }

  private static JsonNode smallest(String name, Shape shape, int depth) {
    if (!shape.choices().isEmpty()) {
      return TextNode.valueOf(shape.choices().getFirst());
    }
    if (shape.isIntOrString() || shape.type().equals("integer")) {
      return LongNode.valueOf(1);
    }
    if (shape.isQuantity()) {
      return TextNode.valueOf("3");
    }
    return switch (shape.type()) {
      case "number" -> LongNode.valueOf(1);
      case "boolean" -> BooleanNode.TRUE;
      case "string" -> TextNode.valueOf(text(name.toLowerCase(Locale.ROOT), shape.format()));
      case "array" -> {
        ArrayNode list = NODES.arrayNode();
        if (depth > 0) {
          list.add(smallest(name, shape.item(), depth - 1));
        }
        yield list;
      }
      default -> object(shape, depth);
    };
  }

  private static ObjectNode object(Shape shape, int depth) {
    ObjectNode object = NODES.objectNode();
    if (depth > 0) {
      shape
          .required()
          .forEach(name -> object.set(name, smallest(name, shape.field(name), depth - 1)));
      if (shape.isFreeMap()) {
        object.set("drift-accuracy", smallest("value", shape.field("drift-accuracy"), depth - 1));
      }
    }
    return object;
  }

  private static String text(String name, String format) {
    return switch (format) {
      case "byte" -> "eA==";
      case "date-time" -> "2030-01-01T00:00:00Z";
      default ->
          name.equals("finalizers")
              ? "example.org/x"
              : name.contains("path")
                  ? "/x"
                  : name.endsWith("ip") || name.endsWith("ips")
                      ? "10.9.8.7"
                      : name.endsWith("cidr") ? "10.0.0.0/8" : "x";
    };
  }
}
