package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// What the server's OpenAPI document says of one place of a kind.
///
/// @param name of the referenced schema, such as `io.k8s.api.core.v1.Container`; empty where the
///     schema stands in place
/// @param components all schemas of the document
record Shape(String name, JsonNode schema, JsonNode components) {
  private static final String PREFIX = "#/components/schemas/";

  static Shape of(JsonNode schema, JsonNode components) {
    String name = "";
    JsonNode at = schema;
    while (true) {
      String reference = at.path("$ref").asText(at.path("allOf").path(0).path("$ref").asText(""));
      if (reference.isEmpty()) {
        return new Shape(name, at, components);
      }
      name = reference.substring(PREFIX.length());
      at = components.path(name);
    }
  }

  Shape field(String field) {
    JsonNode property = schema.path("properties").path(field);
    return of(
        property.isMissingNode() ? schema.path("additionalProperties") : property, components);
  }

  Shape item() {
    return of(schema.path("items"), components);
  }

  Shape at(String pointer) {
    Shape shape = this;
    for (String step : Pointers.steps(pointer)) {
      shape = shape.type().equals("array") ? shape.item() : shape.field(step);
    }
    return shape;
  }

  /// Empty if the document does not say.
  String type() {
    return schema.path("type").asText("");
  }

  String format() {
    return schema.path("format").asText("");
  }

  boolean isQuantity() {
    return name.endsWith(".Quantity");
  }

  boolean isIntOrString() {
    return name.endsWith(".IntOrString")
        || format().equals("int-or-string")
        || schema.path("x-kubernetes-int-or-string").asBoolean();
  }

  List<String> properties() {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  List<String> required() {
    return texts(schema.path("required"));
  }

  List<String> choices() {
    return texts(schema.path("enum"));
  }

  /// The fields that identify the items of a list; empty if it is not a list by key.
  List<String> keys() {
    return texts(schema.path("x-kubernetes-list-map-keys"));
  }

  /// Whether the API says of a list that its order means nothing.
  boolean isUnordered() {
    return List.of("map", "set").contains(schema.path("x-kubernetes-list-type").asText());
  }

  boolean isFreeMap() {
    return schema.path("additionalProperties").isObject();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
