package dev.drift.differential;

import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The type of a value, as the API server's OpenAPI v3 document describes it.
///
/// @param name of the type, or of the field where its type has no name; equal names mean equal
///     types
/// @param schema with references followed
/// @param schemas all of the document
record Shape(String name, Value.Obj schema, Value.Obj schemas) {
  private static final String PREFIX = "#/components/schemas/";

  /// What a value looks like.
  enum Sort {
    OBJECT,
    MAP,
    LIST,
    TEXT,
    INTEGER,
    NUMBER,
    BOOLEAN,
    QUANTITY,
    INT_OR_STRING,
    TIME,
    BYTES,
    ANY
  }

  /// The type of a kind.
  static Shape of(Value.Obj document, String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    Map<String, Value> wanted =
        Map.of(
            "group", Value.of(slash < 0 ? "" : apiVersion.substring(0, slash)),
            "version", Value.of(apiVersion.substring(slash + 1)),
            "kind", Value.of(kind));
    Value.Obj schemas = document.object("components").object("schemas");
    return schemas.fields().entrySet().stream()
        .filter(
            entry ->
                ((Value.Obj) entry.getValue())
                    .list("x-kubernetes-group-version-kind")
                    .contains(new Value.Obj(wanted)))
        .map(entry -> new Shape(entry.getKey(), (Value.Obj) entry.getValue(), schemas))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no schema of " + apiVersion + " " + kind));
  }

  Sort sort() {
    if (name.endsWith(".Quantity")) {
      return Sort.QUANTITY;
    }
    String format = schema.text("format").orElse("");
    if (format.equals("int-or-string") || isTrue("x-kubernetes-int-or-string")) {
      return Sort.INT_OR_STRING;
    }
    return switch (schema.text("type").orElse("")) {
      case "object" ->
          schema.get("properties").isPresent()
              ? Sort.OBJECT
              : schema.get("additionalProperties").isPresent() ? Sort.MAP : Sort.ANY;
      case "array" -> Sort.LIST;
      case "string" ->
          switch (format) {
            case "date-time" -> Sort.TIME;
            case "byte" -> Sort.BYTES;
            default -> Sort.TEXT;
          };
      case "integer" -> Sort.INTEGER;
      case "number" -> Sort.NUMBER;
      case "boolean" -> Sort.BOOLEAN;
      default -> Sort.ANY;
    };
  }

  Map<String, Shape> properties() {
    Map<String, Shape> shapes = new TreeMap<>();
    schema
        .object("properties")
        .fields()
        .forEach((field, value) -> shapes.put(field, child(name + "." + field, value)));
    return shapes;
  }

  Optional<Shape> property(String field) {
    return schema.object("properties").get(field).map(value -> child(name + "." + field, value));
  }

  /// The type of what stands below this name in an object or a map.
  Optional<Shape> field(String field) {
    return switch (sort()) {
      case OBJECT -> property(field);
      case MAP -> Optional.of(values());
      case LIST, TEXT, INTEGER, NUMBER, BOOLEAN, QUANTITY, INT_OR_STRING, TIME, BYTES, ANY ->
          Optional.empty();
    };
  }

  List<String> required() {
    return schema.list("required").stream().map(value -> ((Value.Str) value).value()).toList();
  }

  Shape items() {
    return child(name + "[]", schema.object("items"));
  }

  Shape values() {
    return child(name + "{}", schema.object("additionalProperties"));
  }

  List<Value> enumerated() {
    return schema.list("enum");
  }

  /// Whether the order of the list has no meaning.
  boolean isUnordered() {
    String type = schema.text("x-kubernetes-list-type").orElse("atomic");
    return type.equals("map") || type.equals("set");
  }

  /// The fields that identify the items of the list.
  List<String> keys() {
    return schema.list("x-kubernetes-list-map-keys").stream()
        .map(value -> ((Value.Str) value).value())
        .toList();
  }

  /// Whether fields that the type does not name are kept.
  boolean isOpen() {
    return isTrue("x-kubernetes-preserve-unknown-fields");
  }

  private boolean isTrue(String field) {
    return schema.get(field).equals(Optional.of(Value.of(true)));
  }

  private Shape child(String place, Value value) {
    if (!(value instanceof Value.Obj inner)) {
      return new Shape(place, Value.Obj.EMPTY, schemas);
    }
    Optional<String> reference =
        inner
            .text("$ref")
            .or(
                () ->
                    inner.list("allOf").stream()
                        .flatMap(one -> ((Value.Obj) one).text("$ref").stream())
                        .findFirst());
    if (reference.isEmpty()) {
      return new Shape(place, inner, schemas);
    }
    String type = reference.get().substring(PREFIX.length());
    Map<String, Value> merged = new LinkedHashMap<>(schemas.object(type).fields());
    inner.text("description").ifPresent(text -> merged.put("description", Value.of(text)));
    return new Shape(type, new Value.Obj(merged), schemas);
  }
}
