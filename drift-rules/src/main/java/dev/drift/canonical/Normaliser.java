package dev.drift.canonical;

import dev.drift.model.Path;
import dev.drift.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Walks an object by its type: drops what means nothing, fills constant defaults in, and notes
/// what the type does not have.
///
/// Items of lists are never dropped, added or moved.
final class Normaliser {
  private static final Type QUANTITIES = new Type.MapOf(Type.Scalar.QUANTITY, false);

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
  private final boolean manifest;
  private final boolean fill;
  private final List<Canonical.Invalid> invalid = new ArrayList<>();

  private Normaliser(Schemas schemas, boolean manifest, boolean fill) {
    this.schemas = schemas;
    this.manifest = manifest;
    this.fill = fill;
  }

  static Normaliser ofManifest(Schemas schemas, boolean fill) {
    return new Normaliser(schemas, true, fill);
  }

  static Normaliser ofLive(Schemas schemas) {
    return new Normaliser(schemas, false, false);
  }

  /// What a manifest says out loud it says, though the server keeps a zero as absence.
  private boolean keepsZeros() {
    return manifest && !fill;
  }

  List<Canonical.Invalid> invalid() {
    return invalid;
  }

  Value.Obj object(Type type, Value.Obj object, DefaultTree defaults) {
    return (Value.Obj) value(type, object, defaults, Here.ROOT);
  }

  private Value value(Type type, Value value, DefaultTree defaults, Here path) {
    if (value instanceof Value.Masked) {
      return value;
    }
    return switch (schemas.resolve(type)) {
      case Type.Struct struct ->
          value instanceof Value.Obj object
              ? struct(struct, object, defaults, path)
              : wrong("an object", value, path);
      case Type.MapOf(Type values, boolean _) ->
          value instanceof Value.Obj object
              ? map(values, object, defaults.each(), path)
              : wrong("an object", value, path);
      case Type.ListOf list ->
          value instanceof Value.Arr(List<Value> items)
              ? list(list.items(), items, defaults.each(), path)
              : wrong("a list", value, path);
      case Type.Union(Type struct) -> union(struct, value, path);
      case Type.Scalar scalar -> {
        if (manifest && !Scalars.accepts(scalar, value)) {
          invalid.add(new Canonical.Invalid(path.path(), "is not " + nameOf(scalar)));
        }
        yield value;
      }
      case Type.Any _ -> withoutNulls(value);
      case Type.Ref _ -> throw new IllegalStateException("references are resolved");
    };
  }

  private Value wrong(String expected, Value value, Here path) {
    if (manifest) {
      invalid.add(new Canonical.Invalid(path.path(), "is not " + expected));
    }
    return value;
  }

  private Value.Obj struct(Type.Struct struct, Value.Obj object, DefaultTree defaults, Here path) {
    LinkedHashMap<String, Value> result = new LinkedHashMap<>();
    for (Map.Entry<String, Value> entry : object.fields().entrySet()) {
      String name = entry.getKey();
      Value value = entry.getValue();
      Optional<Type.Member> member = struct.member(name);
      if (member.isEmpty()) {
        unknown(struct, name, value, path, result);
        continue;
      }
      Optional<Value> kept = field(member.get(), name, value, defaults.child(name), path);
      if (kept.isPresent()) {
        result.put(name, rounded(struct, member.get().type(), kept.get()));
      }
    }
    if (fill) {
      fillConstants(struct, defaults, path, result);
      fillSchemaDefaults(struct, path, result);
    }
    return Value.Obj.owning(result);
  }

  /// Resource lists are rounded by the defaulting of core types; those of others are not.
  private Value rounded(Type.Struct struct, Type type, Value value) {
    if (manifest
        && struct.name().startsWith("core/v1.")
        && type.equals(QUANTITIES)
        && value instanceof Value.Obj(Map<String, Value> quantities)) {
      Map<String, Value> result = new LinkedHashMap<>();
      quantities.forEach((name, quantity) -> result.put(name, Quantity.roundedUp(quantity)));
      return new Value.Obj(result);
    }
    return value;
  }

  private void unknown(
      Type.Struct struct, String name, Value value, Here path, Map<String, Value> result) {
    if (manifest) {
      String owner = struct.name().isEmpty() ? "the type of the resource" : struct.name();
      invalid.add(new Canonical.Invalid(path.field(name).path(), "is not a field of " + owner));
    } else {
      result.put(name, value);
    }
  }

  private Optional<Value> field(
      Type.Member member, String name, Value value, DefaultTree defaults, Here path) {
    if (value instanceof Value.Null) {
      return member.nullable() ? Optional.of(value) : Optional.empty();
    }
    if (!keepsZeros() && Scalars.isNoTime(member.type(), value)) {
      return Optional.empty();
    }
    Value kept = value(member.type(), value, defaults, path.field(name));
    return keepsZeros() || member.pointer() || !isZero(member.type(), kept)
        ? Optional.of(kept)
        : Optional.empty();
  }

  private boolean isZero(Type type, Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> fields.isEmpty();
      case Value.Arr(List<Value> items) -> items.isEmpty();
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _ ->
          schemas.resolve(type) instanceof Type.Scalar scalar && Scalars.isZero(scalar, value);
      case Value.Masked _ -> false;
    };
  }

  private void fillConstants(
      Type.Struct struct, DefaultTree defaults, Here path, Map<String, Value> result) {
    defaults
        .children()
        .forEach(
            (name, child) -> {
              Optional<Type.Member> member = struct.member(name);
              if (member.isEmpty() || result.containsKey(name)) {
                return;
              }
              Optional<Value> start =
                  child
                      .value()
                      .or(
                          () ->
                              !member.get().pointer()
                                      && schemas.resolve(member.get().type()) instanceof Type.Struct
                                  ? Optional.of(Value.Obj.EMPTY)
                                  : Optional.empty());
              start
                  .flatMap(value -> field(member.get(), name, value, child, path))
                  .ifPresent(value -> result.put(name, value));
            });
  }

  private void fillSchemaDefaults(Type.Struct struct, Here path, Map<String, Value> result) {
    struct
        .members()
        .forEach(
            (name, member) -> {
              if (member.defaultValue().isPresent() && !result.containsKey(name)) {
                Value value = member.defaultValue().get();
                result.put(name, value(member.type(), value, DefaultTree.EMPTY, path.field(name)));
              }
            });
  }

  private Value map(Type values, Value.Obj object, DefaultTree each, Here path) {
    LinkedHashMap<String, Value> result = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Value.Null)) {
                result.put(key, value(values, value, each, path.field(key)));
              }
            });
    return Value.Obj.owning(result);
  }

  private Value list(Type type, List<Value> items, DefaultTree each, Here path) {
    List<Value> result = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      // Whether a null among items is refused, kept or an empty text depends on more than the type.
      Value item = items.get(i);
      result.add(item instanceof Value.Null ? item : value(type, item, each, path.item(i)));
    }
    return new Value.Arr(result);
  }

  private Value union(Type struct, Value value, Here path) {
    return switch (value) {
      case Value.Obj object -> value(struct, object, DefaultTree.EMPTY, path);
      case Value.Arr(List<Value> items) -> {
        List<Value> result = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          Here item = path.item(i);
          result.add(
              items.get(i) instanceof Value.Obj object
                  ? value(struct, object, DefaultTree.EMPTY, item)
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
