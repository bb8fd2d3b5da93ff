package dev.drift.canonical;

import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.List;

/// Nulls among the entries of maps, such as `limits: {cpu: null}`.
///
/// What becomes of one depends on how the manifest is sent. `kubectl apply` leaves the entry out;
/// `kubectl create` and server-side apply send it, and the API server stores the zero of the type,
/// since Go decodes a null into a map as the zero of its values. Annotations become empty text
/// either way: kubectl reads and writes them as a map of text.
final class NullEntries {
  private final Schemas schemas;

  NullEntries(Schemas schemas) {
    this.schemas = schemas;
  }

  /// The manifest with zeros in place of such nulls; itself where it has none.
  Value.Obj zeroed(Type type, Value.Obj manifest) {
    return (Value.Obj) value(type, manifest);
  }

  private Value value(Type type, Value value) {
    return switch (schemas.resolve(type)) {
      case Type.Struct struct when value instanceof Value.Obj object -> struct(struct, object);
      case Type.MapOf(Type values, boolean _) when value instanceof Value.Obj object ->
          map(values, object);
      case Type.ListOf(Type items, Type.Identity _, List<String> _)
          when value instanceof Value.Arr array ->
          list(items, array);
      case Type.Struct _, Type.MapOf _, Type.ListOf _, Type.Scalar _, Type.Any _, Type.Union _ ->
          value;
      case Type.Ref(String name) -> throw new IllegalStateException("not resolved: " + name);
    };
  }

  private Value struct(Type.Struct struct, Value.Obj object) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      Type.Member member = struct.find(object.name(i));
      if (member != null) {
        result.set(i, value(member.type(), object.value(i)));
      }
    }
    return result.object();
  }

  private Value map(Type values, Value.Obj object) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      Value value = object.value(i);
      result.set(i, value instanceof Value.Null ? zero(values) : value(values, value));
    }
    return result.object();
  }

  private Value list(Type items, Value.Arr array) {
    List<Value> result = new ArrayList<>();
    boolean changed = false;
    for (Value item : array.items()) {
      Value after = value(items, item);
      changed |= ObjectEdit.isOther(item, after);
      result.add(after);
    }
    return changed ? new Value.Arr(result) : array;
  }

  private Value zero(Type type) {
    return switch (schemas.resolve(type)) {
      case Type.Scalar scalar ->
          switch (scalar) {
            case QUANTITY -> Value.of("0");
            case STRING, BYTES -> Value.of("");
            case INTEGER, NUMBER, INT_OR_STRING -> Value.of(0);
            case BOOLEAN -> Value.of(false);
            // Pointers or structs, which stay null.
            case TIME, MICRO_TIME, DURATION -> Value.Null.NULL;
          };
      case Type.Struct _ -> Value.Obj.EMPTY;
      case Type.MapOf _, Type.ListOf _, Type.Any _, Type.Union _ -> Value.Null.NULL;
      case Type.Ref(String name) -> throw new IllegalStateException("not resolved: " + name);
    };
  }
}
