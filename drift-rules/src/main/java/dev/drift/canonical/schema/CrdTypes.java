package dev.drift.canonical.schema;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Types of custom resources, from the structural schema of their CRD: exact in defaults, pruning
/// and list types.
final class CrdTypes {
  private static final Type OBJECT_META = new Type.Ref("meta/v1.ObjectMeta");

  private CrdTypes() {}

  /// The type of the version that is stored, where that is another one than this.
  ///
  /// @param schema of a kind that this CRD may define
  static Optional<Type> stored(Value.Obj crd, KindSchema schema) {
    String version = version(schema.apiVersion());
    return defines(crd, schema.apiVersion(), schema.kind())
        ? versions(crd)
            .filter(one -> isTrue(one, "storage"))
            .filter(one -> !one.text("name").equals(Optional.of(version)))
            .findFirst()
            .map(one -> root(one, isTrue(crd.object("spec"), "preserveUnknownFields")))
        : Optional.empty();
  }

  /// The schema of this kind at this version, if this CRD defines it.
  static Optional<KindSchema> of(Value.Obj crd, String apiVersion, String kind) {
    if (!defines(crd, apiVersion, kind)) {
      return Optional.empty();
    }
    Value.Obj spec = crd.object("spec");
    return versions(crd)
        .filter(v -> v.text("name").orElse("").equals(version(apiVersion)))
        .findFirst()
        .map(
            v -> {
              boolean preserve = isTrue(spec, "preserveUnknownFields");
              Type root = root(v, preserve);
              return new KindSchema(
                  apiVersion,
                  kind,
                  root,
                  v.object("subresources").get("status").isPresent(),
                  DefaultTree.EMPTY,
                  KindSchema.SchemaSource.CRD);
            });
  }

  private static boolean defines(Value.Obj crd, String apiVersion, String kind) {
    Value.Obj spec = crd.object("spec");
    return new GroupKind(
            spec.text("group").orElse(""), spec.object("names").text("kind").orElse(""))
        .equals(GroupKind.of(apiVersion, kind));
  }

  private static Stream<Value.Obj> versions(Value.Obj crd) {
    return crd.object("spec").list("versions").stream().map(Value.Obj.class::cast);
  }

  private static String version(String apiVersion) {
    return apiVersion.substring(apiVersion.indexOf('/') + 1);
  }

  private static Type root(Value.Obj version, boolean preserve) {
    Value.Obj schema = version.object("schema").object("openAPIV3Schema");
    return resource(schema, preserve || isTrue(schema, "x-kubernetes-preserve-unknown-fields"));
  }

  /// A resource has a type and metadata, whatever else its schema says.
  private static Type resource(Value.Obj schema, boolean open) {
    Map<String, Type.Member> members = new HashMap<>(members(schema));
    members.put("apiVersion", member(Type.Scalar.STRING));
    members.put("kind", member(Type.Scalar.STRING));
    members.put("metadata", new Type.Member(OBJECT_META, false, false, Optional.empty()));
    return new Type.Struct("", members, open);
  }

  private static Type.Member member(Type type) {
    return new Type.Member(type, true, false, Optional.empty());
  }

  private static Map<String, Type.Member> members(Value.Obj schema) {
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
                        type(property),
                        true,
                        isTrue(property, "nullable"),
                        property.get("default")));
              }
            });
    return members;
  }

  private static Type type(Value.Obj schema) {
    if (isTrue(schema, "x-kubernetes-int-or-string")) {
      return Type.Scalar.INT_OR_STRING;
    }
    return switch (schema.text("type").orElse("")) {
      case "object" -> object(schema);
      case "array" -> array(schema);
      // Custom resources keep text as written: a quantity or a time is text like any other.
      case "string" -> Type.Scalar.STRING;
      case "integer" -> Type.Scalar.INTEGER;
      case "number" -> Type.Scalar.NUMBER;
      case "boolean" -> Type.Scalar.BOOLEAN;
      default -> Type.ANY;
    };
  }

  private static Type object(Value.Obj schema) {
    boolean preserve = isTrue(schema, "x-kubernetes-preserve-unknown-fields");
    if (isTrue(schema, "x-kubernetes-embedded-resource")) {
      return resource(schema, preserve);
    }
    if (schema.get("properties").isPresent()) {
      return new Type.Struct("", members(schema), preserve);
    }
    return switch (schema.get("additionalProperties").orElse(Value.Null.NULL)) {
      case Value.Obj values ->
          new Type.MapOf(
              type(values), schema.text("x-kubernetes-map-type").orElse("").equals("atomic"));
      case Value.Bool(boolean any) when any -> new Type.MapOf(Type.ANY, false);
      case Value.Bool _, Value.Null _, Value.Num _, Value.Str _, Value.Masked _, Value.Arr _ ->
          preserve ? Type.ANY : new Type.Struct("", Map.of(), false);
    };
  }

  private static Type array(Value.Obj schema) {
    Type items = type(schema.object("items"));
    return switch (schema.text("x-kubernetes-list-type").orElse("atomic")) {
      case "map" ->
          new Type.ListOf(
              items,
              Type.Identity.KEYED,
              schema.list("x-kubernetes-list-map-keys").stream()
                  .map(key -> ((Value.Str) key).value())
                  .toList());
      case "set" -> new Type.ListOf(items, Type.Identity.SET, List.of());
      default -> new Type.ListOf(items, Type.Identity.ATOMIC, List.of());
    };
  }

  private static boolean isTrue(Value.Obj schema, String field) {
    return schema.get(field).equals(Optional.of(Value.of(true)));
  }
}
