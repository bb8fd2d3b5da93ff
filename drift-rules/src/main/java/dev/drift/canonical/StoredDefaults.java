package dev.drift.canonical;

import dev.drift.canonical.schema.Type;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A custom resource is stored at one version of its CRD, whichever a manifest names. On reading,
/// the API server applies the defaults of the version that it stores, converts, and drops what the
/// version that was asked for does not have.
///
/// See `crdConversionRESTOptionsGetter` of apiextensions-apiserver. A conversion webhook may put
/// fields elsewhere; what can be known of it are those of the same place in both versions.
final class StoredDefaults {
  private StoredDefaults() {}

  /// @param stored the type of the version that is stored
  /// @param served that of the version that the manifest names
  /// @param written what the manifest says: that remains, though the server may drop it
  static Value.Obj fill(Type stored, Type served, Value.Obj written, Value.Obj object) {
    return (Value.Obj) value(stored, served, written, object);
  }

  private static Value value(Type stored, Type served, Value written, Value value) {
    return switch (stored) {
      case Type.Struct struct when value instanceof Value.Obj object ->
          struct(struct, served, written, object);
      case Type.MapOf(Type values, boolean _) when value instanceof Value.Obj object ->
          map(values, served, written, object);
      case Type.ListOf(Type items, Type.Identity _, List<String> _)
          when value instanceof Value.Arr array ->
          list(items, served, written, array);
      case Type.Struct _, Type.MapOf _, Type.ListOf _ -> value;
      case Type.Scalar _, Type.Any _, Type.Ref _, Type.Union _ -> value;
    };
  }

  private static Value struct(Type.Struct stored, Type served, Value written, Value.Obj object) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Type.Member member = stored.find(name);
      Value said = field(written, name);
      Optional<Type> inner = member(served, name);
      if (member == null) {
        result.set(i, said instanceof Value.Null ? null : object.value(i));
      } else if (inner.isPresent()) {
        Optional<Value> start =
            object.value(i) instanceof Value.Null && !member.nullable()
                ? member.defaultValue()
                : Optional.empty();
        result.set(i, value(member.type(), inner.get(), said, start.orElse(object.value(i))));
      }
    }
    for (Map.Entry<String, Type.Member> entry : stored.members().entrySet()) {
      Type.Member member = entry.getValue();
      Optional<Type> inner = member(served, entry.getKey());
      if (member.defaultValue().isPresent() && inner.isPresent() && !result.has(entry.getKey())) {
        Value filled =
            value(member.type(), inner.get(), Value.Null.NULL, member.defaultValue().get());
        result.add(entry.getKey(), known(inner.get(), filled));
      }
    }
    return result.object();
  }

  private static Value map(Type stored, Type served, Value written, Value.Obj object) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      Value said = field(written, object.name(i));
      Optional<Type> inner = member(served, object.name(i));
      if (inner.isPresent()) {
        result.set(i, value(stored, inner.get(), said, object.value(i)));
      }
    }
    return result.object();
  }

  private static Value list(Type stored, Type served, Value written, Value.Arr array) {
    Type items = served instanceof Type.ListOf list ? list.items() : Type.ANY;
    List<Value> said = written instanceof Value.Arr other ? other.items() : List.of();
    List<Value> result = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < array.items().size(); i++) {
      Value item = array.items().get(i);
      Value after = value(stored, items, i < said.size() ? said.get(i) : Value.Null.NULL, item);
      changed |= ObjectEdit.isOther(item, after);
      result.add(after);
    }
    return changed ? new Value.Arr(result) : array;
  }

  private static Value field(Value written, String name) {
    return written instanceof Value.Obj object
        ? object.get(name).orElse(Value.Null.NULL)
        : Value.Null.NULL;
  }

  /// The type of a field or entry at the version that is read; empty if that drops it.
  private static Optional<Type> member(Type served, String name) {
    return switch (served) {
      case Type.Struct struct -> struct.member(name).map(Type.Member::type);
      case Type.MapOf(Type values, boolean _) -> Optional.of(values);
      case Type.Any _, Type.ListOf _, Type.Scalar _, Type.Ref _, Type.Union _ ->
          Optional.of(Type.ANY);
    };
  }

  /// A default without what the version that is read does not have.
  private static Value known(Type served, Value value) {
    return switch (value) {
      case Value.Obj object -> {
        ObjectEdit result = new ObjectEdit(object);
        for (int i = 0; i < object.size(); i++) {
          Value inner = object.value(i);
          result.set(
              i, member(served, object.name(i)).map(type -> known(type, inner)).orElse(null));
        }
        yield result.object();
      }
      case Value.Arr(List<Value> items) ->
          new Value.Arr(
              items.stream()
                  .map(item -> known(served instanceof Type.ListOf l ? l.items() : Type.ANY, item))
                  .toList());
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }
}
