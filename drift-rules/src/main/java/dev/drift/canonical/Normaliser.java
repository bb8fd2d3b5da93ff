package dev.drift.canonical;

import dev.drift.canonical.schema.DefaultTree;
import dev.drift.canonical.schema.Quantity;
import dev.drift.canonical.schema.ScalarTypes;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks an object by its type: drops what means nothing, fills constant defaults in, and notes
/// what the type does not have.
///
/// Items of lists are never dropped, added or moved.
final class Normaliser {
  /// Where the walk is. Most of the time nobody asks, so a path is made only then.
  ///
  /// @param field empty for the item of a list
  private record Here(@Nullable Here outer, String field, int item) {
    static final Here ROOT = new Here(null, "", -1);

    Here field(String name) {
      return new Here(this, name, -1);
    }

    Here item(int index) {
      return new Here(this, "", index);
    }

    Path path() {
      if (outer == null) {
        return Path.ROOT;
      }
      Path before = outer.path();
      return item < 0 ? before.field(field) : before.plus(new Path.Index(item));
    }
  }

  private final Schemas schemas;
  private final Form form;
  private final List<Canonical.Invalid> invalid = new ArrayList<>();

  /// What an object is walked for.
  private enum Form {
    /// What a manifest says. What it says out loud it says, though the server keeps a zero as
    /// absence.
    WRITTEN,
    /// What is written, with constant defaults and without zeros that mean absence.
    FILLED,
    /// What the cluster has.
    LIVE
  }

  private Normaliser(Schemas schemas, Form form) {
    this.schemas = schemas;
    this.form = form;
  }

  static Normaliser ofManifest(Schemas schemas) {
    return new Normaliser(schemas, Form.WRITTEN);
  }

  /// Of what [#ofManifest] made.
  static Normaliser filling(Schemas schemas) {
    return new Normaliser(schemas, Form.FILLED);
  }

  static Normaliser ofLive(Schemas schemas) {
    return new Normaliser(schemas, Form.LIVE);
  }

  List<Canonical.Invalid> invalid() {
    return invalid;
  }

  Value.Obj object(Type type, Value.Obj object, DefaultTree defaults) {
    return (Value.Obj) value(type, object, defaults, null, Here.ROOT);
  }

  /// @param canonical what the object is compared with, in canonical form. A part that equals its
  ///     part there is in that form already, and is not walked: most of an object is so
  Value.Obj object(Type type, Value.Obj object, Value.Obj canonical) {
    return (Value.Obj) value(type, object, DefaultTree.EMPTY, canonical, Here.ROOT);
  }

  /// A value that needs no change is given back itself.
  private Value value(
      Type type, Value value, DefaultTree defaults, @Nullable Value canonical, Here path) {
    if (value instanceof Value.Masked) {
      return value;
    }
    if (type instanceof Type.Scalar scalar) {
      if (form == Form.WRITTEN && !ScalarTypes.accepts(scalar, value)) {
        invalid.add(new Canonical.Invalid(path.path(), "is not " + nameOf(scalar)));
      }
      return value;
    }
    if (canonical != null && value.equals(canonical)) {
      return canonical;
    }
    return switch (schemas.resolve(type)) {
      case Type.Struct struct ->
          value instanceof Value.Obj object
              ? struct(struct, object, defaults, canonical, path)
              : wrong("an object", value, path);
      case Type.MapOf(Type values, boolean _) ->
          value instanceof Value.Obj object
              ? map(values, object, defaults.each(), canonical, path)
              : wrong("an object", value, path);
      case Type.ListOf list ->
          value instanceof Value.Arr array
              ? list(list.items(), array, defaults.each(), canonical, path)
              : wrong("a list", value, path);
      case Type.Union(Type struct) -> union(struct, value, path);
      case Type.Any _, Type.Scalar _, Type.Ref _ -> withoutNulls(value);
    };
  }

  private Value wrong(String expected, Value value, Here path) {
    if (form == Form.WRITTEN) {
      invalid.add(new Canonical.Invalid(path.path(), "is not " + expected));
    }
    return value;
  }

  private Value.Obj struct(
      Type.Struct struct,
      Value.Obj object,
      DefaultTree defaults,
      @Nullable Value canonical,
      Here path) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Value value = object.value(i);
      Type.Member member = struct.find(name);
      result.set(
          i,
          member == null
              ? unknown(struct, name, value, path)
              : known(struct, member, name, value, defaults, part(canonical, name), path));
    }
    if (form == Form.FILLED) {
      fillConstants(struct, defaults, path, result);
      fillSchemaDefaults(struct, path, result);
    }
    return result.object();
  }

  private static @Nullable Value part(@Nullable Value canonical, String name) {
    return canonical instanceof Value.Obj object ? object.fields().get(name) : null;
  }

  private @Nullable Value known(
      Type.Struct struct,
      Type.Member member,
      String name,
      Value value,
      DefaultTree defaults,
      @Nullable Value canonical,
      Here path) {
    Value kept = field(member, name, value, defaults.child(name), canonical, path);
    return kept == null ? null : rounded(struct, member.type(), kept);
  }

  /// Resource lists are rounded by the defaulting of core types; those of others are not.
  private Value rounded(Type.Struct struct, Type type, Value value) {
    if (form == Form.WRITTEN
        && value instanceof Value.Obj object
        && type instanceof Type.MapOf(Type values, boolean atomic)
        && values == Type.Scalar.QUANTITY
        && !atomic
        && struct.name().startsWith("core/v1.")) {
      ObjectEdit result = new ObjectEdit(object);
      for (int i = 0; i < object.size(); i++) {
        result.set(i, Quantity.roundedUp(object.value(i)));
      }
      return result.object();
    }
    return value;
  }

  private @Nullable Value unknown(Type.Struct struct, String name, Value value, Here path) {
    if (form == Form.LIVE) {
      return value;
    }
    String owner = struct.name().isEmpty() ? "the type of the resource" : struct.name();
    invalid.add(new Canonical.Invalid(path.field(name).path(), "is not a field of " + owner));
    return null;
  }

  /// @return null where the field means nothing
  private @Nullable Value field(
      Type.Member member,
      String name,
      Value value,
      DefaultTree defaults,
      @Nullable Value canonical,
      Here path) {
    if (value instanceof Value.Null) {
      return member.nullable() ? value : null;
    }
    if (form == Form.WRITTEN) {
      return value(member.type(), value, defaults, canonical, path.field(name));
    }
    if (ScalarTypes.isNoTime(member.type(), value) || isNoSchema(member.type(), name, value)) {
      return null;
    }
    Value kept = value(member.type(), value, defaults, canonical, path.field(name));
    return member.pointer() || !isZero(member.type(), kept) ? kept : null;
  }

  /// Where a CRD's schema holds neither a schema nor a list of them, the server reads nothing; only
  /// `additionalProperties` and `additionalItems` may be a truth value.
  ///
  /// `UnmarshalJSON` of `JSONSchemaPropsOrArray` in
  /// staging/src/k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/marshal.go of Kubernetes.
  private static boolean isNoSchema(Type type, String name, Value value) {
    return type instanceof Type.Union
        && switch (value) {
          case Value.Obj _, Value.Masked _ -> false;
          case Value.Arr(List<Value> items) -> items.isEmpty();
          case Value.Bool _ -> !name.startsWith("additional");
          case Value.Num _, Value.Str _, Value.Null _ -> true;
        };
  }

  private boolean isZero(Type type, Value value) {
    if (value instanceof Value.Obj object) {
      return object.fields().isEmpty();
    }
    if (value instanceof Value.Arr array) {
      return array.items().isEmpty();
    }
    return type instanceof Type.Scalar scalar && ScalarTypes.isZero(scalar, value);
  }

  private void fillConstants(
      Type.Struct struct, DefaultTree defaults, Here path, ObjectEdit result) {
    for (Map.Entry<String, DefaultTree> entry : defaults.children().entrySet()) {
      String name = entry.getKey();
      Type.Member member = struct.find(name);
      if (member == null || result.has(name)) {
        continue;
      }
      DefaultTree child = entry.getValue();
      Value start = child.value().orElse(null);
      if (start == null
          && !member.pointer()
          && schemas.resolve(member.type()) instanceof Type.Struct) {
        start = Value.Obj.EMPTY;
      }
      if (start != null) {
        result.add(name, field(member, name, start, child, null, path));
      }
    }
  }

  private void fillSchemaDefaults(Type.Struct struct, Here path, ObjectEdit result) {
    if (!struct.name().isEmpty()) {
      return; // Those of the table stand in the tree of defaults.
    }
    struct
        .members()
        .forEach(
            (name, member) -> {
              if (member.defaultValue().isPresent() && !result.has(name)) {
                Value value = member.defaultValue().get();
                result.add(
                    name, value(member.type(), value, DefaultTree.EMPTY, null, path.field(name)));
              }
            });
  }

  private Value map(
      Type values, Value.Obj object, DefaultTree each, @Nullable Value canonical, Here path) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      String key = object.name(i);
      Value value = object.value(i);
      result.set(
          i,
          value instanceof Value.Null
              ? null
              : value(values, value, each, part(canonical, key), path.field(key)));
    }
    return result.object();
  }

  private Value list(
      Type type, Value.Arr array, DefaultTree each, @Nullable Value canonical, Here path) {
    List<Value> items = array.items();
    List<Value> others = canonical instanceof Value.Arr other ? other.items() : List.of();
    List<Value> result = new ArrayList<>(items.size());
    boolean changed = false;
    for (int i = 0; i < items.size(); i++) {
      // Whether a null among items is refused, kept or an empty text depends on more than the type.
      Value item = items.get(i);
      Value kept =
          item instanceof Value.Null
              ? item
              : value(type, item, each, i < others.size() ? others.get(i) : null, path.item(i));
      changed |= ObjectEdit.isOther(kept, item);
      result.add(kept);
    }
    return changed ? new Value.Arr(result) : array;
  }

  private Value union(Type struct, Value value, Here path) {
    return switch (value) {
      case Value.Obj object -> value(struct, object, DefaultTree.EMPTY, null, path);
      case Value.Arr(List<Value> items) -> {
        List<Value> result = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          Here item = path.item(i);
          result.add(
              items.get(i) instanceof Value.Obj object
                  ? value(struct, object, DefaultTree.EMPTY, null, item)
                  : items.get(i));
        }
        yield new Value.Arr(result);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }

  private static Value withoutNulls(Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> kept = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> {
              if (!(field instanceof Value.Null)) {
                kept.put(name, withoutNulls(field));
              }
            });
        yield new Value.Obj(kept);
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(items.stream().map(Normaliser::withoutNulls).toList());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }

  private static String nameOf(Type.Scalar scalar) {
    return switch (scalar) {
      case STRING -> "text (quote it in YAML)";
      case BOOLEAN -> "true or false";
      case INTEGER -> "a whole number";
      case NUMBER -> "a number";
      case QUANTITY -> "a quantity such as 500m or 2Gi";
      case INT_OR_STRING -> "a whole number or text";
      case TIME, MICRO_TIME -> "a time such as 2026-01-31T12:00:00Z";
      case DURATION -> "a duration such as 1h30m";
      case BYTES -> "base64 text";
    };
  }
}
