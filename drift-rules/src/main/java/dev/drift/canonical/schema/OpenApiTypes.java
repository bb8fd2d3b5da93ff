package dev.drift.canonical.schema;

import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Types of an aggregated API server's kinds, from its OpenAPI v3 document: list types and
/// structure, and defaults: those of CRDs are exact, others are often zeros, which then only pend.
final class OpenApiTypes {
  private static final int DEPTH = 40;

  private final Value.Obj schemas;

  private OpenApiTypes(Value.Obj schemas) {
    this.schemas = schemas;
  }

  static Optional<KindSchema> of(
      Value.Obj document, String apiVersion, String kind, Type objectMeta) {
    Value.Obj schemas = document.object("components").object("schemas");
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String version = apiVersion.substring(slash + 1);
    for (Value schema : schemas.fields().values()) {
      if (schema instanceof Value.Obj object && names(object, group, version, kind)) {
        Map<String, Type.Member> members =
            new HashMap<>(new OpenApiTypes(schemas).members(object, 0));
        members.put("metadata", new Type.Member(objectMeta, false, false, Optional.empty()));
        return Optional.of(
            new KindSchema(
                apiVersion,
                kind,
                new Type.Struct("", members, true),
                true,
                DefaultTree.EMPTY,
                KindSchema.SchemaSource.OPEN_API));
      }
    }
    return Optional.empty();
  }

  private static boolean names(Value.Obj schema, String group, String version, String kind) {
    return schema.list("x-kubernetes-group-version-kind").stream()
        .anyMatch(
            value ->
                value instanceof Value.Obj gvk
                    && gvk.text("group").orElse("").equals(group)
                    && gvk.text("version").orElse("").equals(version)
                    && gvk.text("kind").orElse("").equals(kind));
  }

  private Map<String, Type.Member> members(Value.Obj schema, int depth) {
    Map<String, Type.Member> members = new HashMap<>();
    schema
        .object("properties")
        .fields()
        .forEach(
            (name, value) -> {
              if (value instanceof Value.Obj property) {
                members.put(
                    name,
                    new Type.Member(
                        type(property, depth + 1), true, true, property.get("default")));
              }
            });
    return members;
  }

  private Type type(Value.Obj schema, int depth) {
    if (depth > DEPTH) {
      return Type.ANY;
    }
    Optional<String> reference =
        schema
            .text("$ref")
            .or(
                () ->
                    schema.objects("allOf").stream()
                        .flatMap(object -> object.text("$ref").stream())
                        .findFirst());
    if (reference.isPresent()) {
      String name = reference.get().substring(reference.get().lastIndexOf('/') + 1);
      return name.endsWith("api.resource.Quantity")
          ? Type.Scalar.QUANTITY
          : type(schemas.object(name), depth + 1);
    }
    return switch (schema.text("type").orElse("")) {
      case "object" ->
          schema.get("properties").isPresent()
              ? new Type.Struct("", members(schema, depth), true)
              : new Type.MapOf(type(schema.object("additionalProperties"), depth + 1), false);
      case "array" -> list(schema, depth);
      case "string" -> Type.Scalar.STRING;
      case "integer" -> Type.Scalar.INTEGER;
      case "number" -> Type.Scalar.NUMBER;
      case "boolean" -> Type.Scalar.BOOLEAN;
      default -> Type.ANY;
    };
  }

  private Type list(Value.Obj schema, int depth) {
    Type items = type(schema.object("items"), depth + 1);
    List<String> keys =
        schema.list("x-kubernetes-list-map-keys").stream()
            .map(key -> ((Value.Str) key).value())
            .toList();
    return switch (schema.text("x-kubernetes-list-type").orElse("atomic")) {
      case "map" -> new Type.ListOf(items, Type.Identity.KEYED, keys);
      case "set" -> new Type.ListOf(items, Type.Identity.SET, List.of());
      default -> new Type.ListOf(items, Type.Identity.ATOMIC, List.of());
    };
  }
}
