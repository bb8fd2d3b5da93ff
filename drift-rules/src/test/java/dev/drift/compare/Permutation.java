package dev.drift.compare;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.Type;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns round every list whose order has no meaning.
final class Permutation {
  private static final Set<String> ORDER_MATTERS = Set.of("initContainers", "env");

  private final Schemas schemas;

  Permutation(Schemas schemas) {
    this.schemas = schemas;
  }

  Value.Obj of(KindSchema schema, Value.Obj object) {
    return (Value.Obj) value(schema.root(), "", object);
  }

  private Value value(Type type, String name, Value value) {
    Type resolved = schemas.resolve(type);
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> copy = new LinkedHashMap<>();
        fields.forEach(
            (field, inner) -> copy.put(field, value(child(resolved, field), field, inner)));
        yield new Value.Obj(copy);
      }
      case Value.Arr(List<Value> items) -> {
        Type each = resolved instanceof Type.ListOf list ? list.items() : Type.ANY;
        List<Value> copy = new ArrayList<>();
        items.forEach(item -> copy.add(value(each, "", item)));
        if (resolved instanceof Type.ListOf list
            && list.identity() != Type.Identity.ATOMIC
            && !ORDER_MATTERS.contains(name)) {
          Collections.reverse(copy);
        }
        yield new Value.Arr(copy);
      }
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> value;
    };
  }

  private static Type child(Type type, String field) {
    return switch (type) {
      case Type.Struct struct -> struct.member(field).map(Type.Member::type).orElse(Type.ANY);
      case Type.MapOf map -> map.values();
      case Type.Any _, Type.Union _, Type.Ref _, Type.ListOf _, Type.Scalar _ -> Type.ANY;
    };
  }
}
